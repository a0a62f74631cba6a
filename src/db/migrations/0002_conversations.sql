CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversations_updated` ON `conversations` (`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `feedback` (
	`answer_id` text PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`note` text DEFAULT '' NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`answer_id`) REFERENCES `answers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `jobs_updated` ON `jobs` (`updated_at`);--> statement-breakpoint
INSERT INTO `conversations` (`id`, `title`, `created_at`, `updated_at`)
SELECT `conversation_id`, substr(`question`, 1, 120), min(`created_at`),
	(SELECT max(`later`.`created_at`) FROM `answers` AS `later` WHERE `later`.`conversation_id` = `answers`.`conversation_id`)
FROM `answers` WHERE `conversation_id` IS NOT NULL GROUP BY `conversation_id`;

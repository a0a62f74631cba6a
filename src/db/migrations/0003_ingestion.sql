CREATE TABLE `answer_sources` (
	`answer_id` text NOT NULL,
	`document_id` text NOT NULL,
	PRIMARY KEY(`document_id`, `answer_id`),
	FOREIGN KEY (`answer_id`) REFERENCES `answers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `answer_sources_answer` ON `answer_sources` (`answer_id`);--> statement-breakpoint
CREATE TABLE `vectors` (
	`chunk_id` text NOT NULL,
	`model` text NOT NULL,
	`version_id` text NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `vectors_chunk` ON `vectors` (`chunk_id`,`model`);--> statement-breakpoint
CREATE INDEX `vectors_version` ON `vectors` (`version_id`,`model`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `jobs_state`;--> statement-breakpoint
ALTER TABLE `jobs` ADD `lane` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`lane`,`seq`);--> statement-breakpoint
ALTER TABLE `documents` ADD `container_id` text REFERENCES documents(id) ON DELETE cascade;--> statement-breakpoint
ALTER TABLE `documents` ADD `depth` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `documents_container` ON `documents` (`container_id`);--> statement-breakpoint
ALTER TABLE `embeddings` ADD `document_id` text;--> statement-breakpoint
CREATE INDEX `embeddings_document` ON `embeddings` (`document_id`);--> statement-breakpoint
ALTER TABLE `versions` ADD `reader` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `versions` ADD `sketch` blob;--> statement-breakpoint
INSERT INTO `vectors` (`chunk_id`, `model`, `version_id`, `vector`)
SELECT `points`.`chunk_id`, `versions`.`embedding_model`, `points`.`version_id`, `points`.`vector`
FROM `points` JOIN `versions` ON `versions`.`id` = `points`.`version_id`;--> statement-breakpoint
ALTER TABLE `points` DROP COLUMN `vector`;--> statement-breakpoint
INSERT OR IGNORE INTO `answer_sources` (`answer_id`, `document_id`)
SELECT `answers`.`id`, json_extract(`one`.`value`, '$.documentId') FROM `answers`, json_each(`answers`.`body`, '$.citations') AS `one`
UNION
SELECT `answers`.`id`, json_extract(`one`.`value`, '$.documentId') FROM `answers`, json_each(`answers`.`body`, '$.nearest') AS `one`;--> statement-breakpoint
INSERT INTO `settings` (`name`, `value`)
SELECT 'embedding_model', `embedding_model` FROM `versions` WHERE `state` = 'current'
GROUP BY `embedding_model` ORDER BY count(*) DESC LIMIT 1;
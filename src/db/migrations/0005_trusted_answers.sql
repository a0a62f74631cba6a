CREATE TABLE `evaluation_question_sources` (
	`question_id` text NOT NULL,
	`document_id` text NOT NULL,
	PRIMARY KEY(`document_id`, `question_id`),
	FOREIGN KEY (`question_id`) REFERENCES `evaluation_questions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `evaluation_question_sources_question` ON `evaluation_question_sources` (`question_id`);--> statement-breakpoint
CREATE TABLE `evaluation_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`answer_id` text,
	`type` text NOT NULL,
	`language` text NOT NULL,
	`question` text NOT NULL,
	`is_answerable` integer NOT NULL,
	`evidence` text NOT NULL,
	`answer_points` text NOT NULL,
	`must_not` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`answer_id`) REFERENCES `answers`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evaluation_questions_answer_id_unique` ON `evaluation_questions` (`answer_id`);--> statement-breakpoint
CREATE TABLE `gap_documents` (
	`gap_id` text NOT NULL,
	`rank` integer NOT NULL,
	`document_id` text NOT NULL,
	PRIMARY KEY(`gap_id`, `document_id`),
	FOREIGN KEY (`gap_id`) REFERENCES `gaps`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `gap_documents_document` ON `gap_documents` (`document_id`);--> statement-breakpoint
CREATE TABLE `gaps` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`question` text NOT NULL,
	`language` text NOT NULL,
	`reason` text NOT NULL,
	`missing` text NOT NULL,
	`times_asked` integer DEFAULT 1 NOT NULL,
	`first_asked_at` text NOT NULL,
	`last_asked_at` text NOT NULL,
	`answered_at` text,
	`owner` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`note` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gaps_key_unique` ON `gaps` (`key`);--> statement-breakpoint
CREATE INDEX `gaps_asked` ON `gaps` (`last_asked_at`,`id`);--> statement-breakpoint
ALTER TABLE `answers` ADD `status` text;--> statement-breakpoint
ALTER TABLE `answers` ADD `gap_id` text REFERENCES gaps(id) ON DELETE set null;--> statement-breakpoint
CREATE INDEX `answers_gap` ON `answers` (`gap_id`,`created_at`);
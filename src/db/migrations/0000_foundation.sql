CREATE TABLE `answers` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text,
	`question` text NOT NULL,
	`snapshot` text NOT NULL,
	`body` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answers_conversation` ON `answers` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `chunks` (
	`id` text PRIMARY KEY NOT NULL,
	`version_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`text` text NOT NULL,
	`page` integer,
	`headings` text NOT NULL,
	`speaker` text,
	FOREIGN KEY (`version_id`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `chunks_version` ON `chunks` (`version_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`space_id` text NOT NULL,
	`root` text NOT NULL,
	`path` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`date` text DEFAULT '' NOT NULL,
	`project` text DEFAULT '' NOT NULL,
	`people` text NOT NULL,
	`sensitivity` text DEFAULT 'internal' NOT NULL,
	`corrected` text NOT NULL,
	`state` text NOT NULL,
	`current_version_id` text,
	`error_code` text,
	`error_message` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`space_id`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_place` ON `documents` (`space_id`,`root`,`path`);--> statement-breakpoint
CREATE INDEX `documents_current` ON `documents` (`current_version_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`parent_id` text,
	`path` text NOT NULL,
	`request` text NOT NULL,
	`state` text NOT NULL,
	`stage` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`is_cancel_requested` integer DEFAULT false NOT NULL,
	`error_code` text,
	`error_message` text,
	`result` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_id_unique` ON `jobs` (`id`);--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`seq`);--> statement-breakpoint
CREATE INDEX `jobs_parent` ON `jobs` (`parent_id`);--> statement-breakpoint
CREATE TABLE `embeddings` (
	`key` text PRIMARY KEY NOT NULL,
	`vector` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `points` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chunk_id` text NOT NULL,
	`version_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`term_ids` blob NOT NULL,
	`term_counts` blob NOT NULL,
	`vector` blob NOT NULL,
	FOREIGN KEY (`version_id`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `points_chunk_id_unique` ON `points` (`chunk_id`);--> statement-breakpoint
CREATE INDEX `points_version` ON `points` (`version_id`);--> statement-breakpoint
CREATE TABLE `spaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`is_sample` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spaces_name_unique` ON `spaces` (`name`);--> statement-breakpoint
CREATE TABLE `versions` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`state` text NOT NULL,
	`content_hash` text NOT NULL,
	`reader_version` integer NOT NULL,
	`embedding_model` text NOT NULL,
	`bytes` integer NOT NULL,
	`characters` integer NOT NULL,
	`pages` integer,
	`chunk_count` integer DEFAULT 0 NOT NULL,
	`warnings` text NOT NULL,
	`created_at` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `versions_document` ON `versions` (`document_id`);--> statement-breakpoint
CREATE INDEX `versions_content` ON `versions` (`content_hash`);
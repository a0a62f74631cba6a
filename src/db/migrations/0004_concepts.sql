CREATE TABLE `concepts` (
	`id` text PRIMARY KEY NOT NULL,
	`chinese` text NOT NULL,
	`english` text NOT NULL,
	`strength` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);

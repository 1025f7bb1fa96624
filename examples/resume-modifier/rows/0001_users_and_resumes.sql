-- Rows of a database at 0001_users_and_resumes.
insert into users (username, email, password, name) values
  ('ada', 'ada@example.org', 'x', 'Ada King Lovelace'), ('plato', 'plato@example.org', 'y', 'Plato'), ('nobody', 'no@example.org', null, null);
insert into resumes (user_id, serial_number, title, file_name, extracted_text, created_at) values
  (1, 1, 'First', 'a.pdf', 'one', '2024-01-01 00:00:00'),
  (1, 1, null, 'b.pdf', 'two', '2024-01-02 00:00:00'),
  (1, null, null, null, 'three', '2024-01-03 00:00:00'),
  (2, 7, 'Dialogue', null, 'four', '2024-01-01 00:00:00');
insert into job_descriptions (user_id, serial_number, title, company, description, created_at) values
  (1, null, 'Analyst', 'Engines', 'Sums', '2024-02-01 00:00:00'),
  (2, null, 'Philosopher', null, 'Thoughts', '2024-02-02 00:00:00'),
  (2, 2, 'Teacher', 'Academy', 'Geometry', '2024-02-01 00:00:00');

-- Rows of a database at 0001_initial.
insert into users (email, password_hash, name, plan, fax, created_at) values
  ('ada@example.org', 'x', 'Ada', 'premium', '030 1', '2024-01-01 08:00:00'),
  ('bob@example.org', 'y', null, 'free', null, '2024-01-02 08:00:00');
insert into resumes (user_id, title, version, content, score) values
  (1, 'Main', 1, '{"v": 1}', 80), (1, 'Main', 1, '{"v": 2}', 120), (2, 'CV', 1, '[]', null);
insert into job_applications (user_id, resume_id, company, position, status, salary, applied_at, notes, created_at) values
  (1, 1, 'Engines', 'Analyst', null, '52,000', '2024-02-01 10:00:00', null, '2024-02-01 09:00:00'),
  (1, 2, 'Looms', 'Weaver', 'Interview', '', null, 'call back', '2024-02-05 09:00:00'),
  (2, null, 'Docks', 'Porter', 'no answer', null, '2024-03-01 10:00:00', '', '2024-03-01 09:00:00');
insert into sessions (token, user_id, expires_at) values
  ('0000000000000000000000000000000000000000000000000000000000000001', 1, '2024-01-01 00:00:00');

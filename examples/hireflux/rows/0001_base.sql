-- Rows of a database at 0001_base.
insert into users (id, name, email, hashed_password) values
  ('11111111-1111-4111-8111-111111111111', 'Ada Lovelace', 'Ada@Example.org', 'x'),
  ('22222222-2222-4222-8222-222222222222', 'Grace Hopper', 'grace@example.org', null),
  ('33333333-3333-4333-8333-333333333333', 'Alan Turing', 'ALAN@EXAMPLE.ORG', 'y');
insert into jobs (id, title, company, description, salary_from, salary_to, requirements, is_open, posted_at) values
  ('aaaaaaaa-0000-4000-8000-000000000001', 'Analyst', 'Engines Ltd', 'Notes on notes', 40000, 60000, 'patience', true, '2024-03-01 09:30:00'),
  ('aaaaaaaa-0000-4000-8000-000000000002', 'Compiler writer', 'Navy', 'From English', 70000, 50000, null, false, '2024-04-02 23:59:59'),
  ('aaaaaaaa-0000-4000-8000-000000000003', 'Cryptanalyst', 'Park', 'Secret', null, null, '', true, '2023-12-31 00:00:00');

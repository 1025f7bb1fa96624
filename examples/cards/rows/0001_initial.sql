-- Rows of a database at 0001_initial.
insert into users (id, username, email, password_hash, city) values
  ('11111111-1111-4111-8111-111111111111', 'mina', 'mina@example.org', 'x', 'Taipei'),
  ('22222222-2222-4222-8222-222222222222', 'jun', 'jun@example.org', 'y', null);
insert into cards (id, owner_id, idol, idol_group, album, status, image_url, thumb_url, size_bytes) values
  ('aaaaaaaa-0000-4000-8000-000000000001', '11111111-1111-4111-8111-111111111111', 'Sana', 'Nine', 'Feel', 'available', '/images/1.jpg', '/thumbs/one.jpg', 1000),
  ('aaaaaaaa-0000-4000-8000-000000000002', '11111111-1111-4111-8111-111111111111', 'Momo', 'Nine', null, 'lent', '/images/2.jpg', null, -1),
  ('aaaaaaaa-0000-4000-8000-000000000003', '22222222-2222-4222-8222-222222222222', 'Yuna', 'Five', 'Icy', 'exchanged', '/images/3.jpg', null, null);

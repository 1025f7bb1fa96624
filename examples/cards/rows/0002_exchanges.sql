insert into exchanges (card_id, for_card_id, asked_by, status, message) values
  ('aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000003', '22222222-2222-4222-8222-222222222222', 'proposed', null),
  ('aaaaaaaa-0000-4000-8000-000000000002', null, '22222222-2222-4222-8222-222222222222', 'expired', 'done'),
  ('aaaaaaaa-0000-4000-8000-000000000003', null, '11111111-1111-4111-8111-111111111111', 'canceled', null),
  ('aaaaaaaa-0000-4000-8000-000000000003', 'aaaaaaaa-0000-4000-8000-000000000002', '11111111-1111-4111-8111-111111111111', 'accepted', 'done');
insert into wanted (user_id, "group", idol, note) values
  ('11111111-1111-4111-8111-111111111111', 'Five', 'Yuna', 'any version'), ('22222222-2222-4222-8222-222222222222', 'Nine', 'Sana', null);
insert into follows (user_id, follows_id) values
  ('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222');
update cards set "condition" = 'mint' where idol = 'Sana';

insert into subscriptions (user_id, plan, started_at, ends_at) values
  ('11111111-1111-4111-8111-111111111111', 'premium', '2024-01-01 00:00:00+00:00', '2025-01-01 00:00:00+00:00'),
  ('22222222-2222-4222-8222-222222222222', 'free', '2024-01-01 00:00:00+00:00', '2023-01-01 00:00:00+00:00');
insert into credit_ledger (user_id, amount, reason, balance_after) values
  ('11111111-1111-4111-8111-111111111111', 10, 'bought', 10),
  ('11111111-1111-4111-8111-111111111111', -3, 'letter', 7);

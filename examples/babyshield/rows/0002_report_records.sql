insert into report_records (report_id, user_id, kind, storage_path) values
  ('11111111-0000-4000-8000-000000000001', 1, 'safety', 'r/1.pdf'),
  ('11111111-0000-4000-8000-000000000002', 1, 'internal_test', 'r/2.pdf'),
  ('11111111-0000-4000-8000-000000000003', 2, 'family', 'r/3.pdf');

insert into incident_clusters (id, product_name, incident_type) values ('cot-slats', 'Cot', 'fall');
insert into incident_reports (user_id, cluster_id, product_name, incident_type, incident_date, description, severity, reviewed_at) values
  (1, 'cot-slats', 'Cot', 'fall', '2024-05-01', 'A slat broke', 'minor', '2024-05-02 08:00:00'),
  (2, '', 'Swing', 'fall', '2024-05-03', 'It fell over', 'moderate', null),
  (null, 'bottles', 'Bottle', 'burn', '2024-05-04', 'Hot milk', 'severe', null);
insert into agency_notifications (incident_id, agency, payload) values (1, 'cpsc', '{"no": 1}'), (3, ' FDA ', '{"no": 3}');
insert into image_jobs (id, user_id, file_hash, storage_key, state, confidence) values
  ('22222222-0000-4000-8000-000000000001', 1, 'aa00000000000000000000000000000000000000000000000000000000000000', 'i/1.jpg', 'completed', 75),
  ('22222222-0000-4000-8000-000000000002', null, 'bb00000000000000000000000000000000000000000000000000000000000000', 'i/2.jpg', 'waiting', null);
insert into scan_history (user_id, barcode) values (1, '012345678905'), (2, null);
insert into share_tokens (token, user_id, shows, shown_id, expires_at) values
  ('0123456789012345678901234567890123456789012', 2, 'report', '3', '2030-01-01 00:00:00');
insert into privacy_requests (kind, email, due_on) values ('erase', 'tom@example.org', '2024-07-01');
insert into ingestion_runs (agency, state, items_new, items_changed) values ('fda', 'completed', 12, 3), ('Local council', 'waiting', 0, 0);

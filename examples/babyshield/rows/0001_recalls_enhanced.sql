-- Rows of a database at 0001_recalls_enhanced.
insert into users (email, hashed_password, is_pregnant) values ('mia@example.org', 'x', true), ('tom@example.org', 'y', false);
insert into recalls_enhanced (recall_id, source_agency, product_name, brand, model_number, upc, ean_code, recall_date, regions_affected, hazard_category) values
  ('CPSC-24-001', 'cpsc', 'Dream Sleeper', 'Nodd', 'DS-1', '012345678905', null, '2024-02-01', '["US"]', 'suffocation'),
  ('FDA-24-117', ' FDA', 'Oat Porridge', 'Spoonly', null, null, '4006381333931', '2024-03-05', '[]', null),
  ('RAPEX-24-9', 'Rapex', 'Teething Ring', null, null, '036000291452', '5901234123457', '2024-03-06', '["DE", "FR"]', 'choking');

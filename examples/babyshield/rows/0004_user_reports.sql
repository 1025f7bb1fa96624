insert into user_reports (user_id, product_name, hazard, severity, metadata) values
  (1, 'Cot', 'slats come off', 'high', '{"app": "2.1"}'),
  (2, 'Bottle', 'leaks', 'low', null),
  (2, 'Swing', 'falls over', 'critical', '{}');

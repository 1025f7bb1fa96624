insert into google_tokens (user_id, google_email, access_token, expires_at, scopes) values
  (1, 'ada@gmail.com', 'token', '2030-01-01 12:00:00', 'drive'), (2, 'plato@gmail.com', 'other', '2024-01-01 12:00:00', null);
insert into generated_documents (user_id, resume_number, job_number, template_id, title, google_document_id, status) values
  (1, 2, 1, 1, 'For Engines', 'doc-1', 'done'),
  (1, 3, null, 2, 'For anybody', 'doc-2', 'draft'),
  (2, 1, 2, 2, 'For the Academy', 'doc-3', 'archived');

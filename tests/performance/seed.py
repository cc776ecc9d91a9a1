"""Cases by SQL: lawful in shape, none of them acted; only benchmarks may do this.

Of 100 applications 76 are disclosed, 16 open, 5 withdrawn, 3 drafts; every fourth asks for two
measures. Half are examined by the ministry, half by the town.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.performance.base import World

SEEDED = ("applications", "casework")


def seed(connection: Any, world: World, *, start: int, count: int) -> None:
    """Insert cases number ``start`` to ``start + count - 1`` with all that hangs on them."""
    names = {
        "start": start,
        "stop": start + count - 1,
        "ministry": world.ministry.organisation.pk,
        "examiner": world.ministry.examiner.pk,
        "signer": world.ministry.approver.pk,
        "company": world.company.pk,
        "owner": world.company.owner.pk,
        "zones": [town.zone.pk for town in world.towns],
        "village": world.village.zone.pk,
        "procedure": world.towns[0].zone.procedures.get().pk,
        "plan": _plan(),
    }
    with connection.cursor() as cursor:
        lend_defaults(cursor)
        cursor.execute("SET synchronous_commit = off")
        for statement in STATEMENTS:
            cursor.execute(statement, names)
        for table in TABLES_WITH_KEYS:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) + 1 FROM {table}))"
            )
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("VACUUM ANALYZE")


def lend_defaults(cursor: Any) -> None:
    """Give the database the defaults that Django keeps to itself, so that a new column breaks no seed."""
    from django.apps import apps
    from psycopg import sql

    for model in (m for app in SEEDED for m in apps.get_app_config(app).get_models()):
        for field in model._meta.concrete_fields:
            value = field.get_default() if field.has_default() else ""
            if field.null or field.is_relation or field.primary_key:
                continue
            if isinstance(value, datetime):
                value = value.isoformat()
            elif isinstance(value, (list, dict)):
                value = _json(value)
            elif not isinstance(value, (bool, int, str)) or (value == "" and not _is_text(field)):
                continue
            names = map(sql.Identifier, (model._meta.db_table, field.column))
            statement = sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}")
            cursor.execute(statement.format(*names, sql.Literal(value)))


def _is_text(field: Any) -> bool:
    from django.db import models

    return isinstance(field, (models.CharField, models.TextField))


def _json(value: Any) -> str:
    import json

    return json.dumps(value)


def _plan() -> str:
    import json

    from tests.factories import complete_plan

    return json.dumps(complete_plan(), ensure_ascii=False)


# A company for every 200 cases; number 0 is the one whose owner signs in.
COMPANIES = """
INSERT INTO applications_company (corporate_number, name, kana, address, representative, contact_name,
  contact_phone, electronic_delivery, is_demo)
SELECT lpad((9000000000000 + n)::text, 13, '0'), '計測' || n || '株式会社', '', '東京都', '代表', '担当', '', true, false
FROM generate_series(%(start)s / 200 + 1, %(stop)s / 200) n
"""

MEMBERS = """
INSERT INTO applications_companymember (company_id, user_id, role)
SELECT id, %(owner)s, 'owner' FROM applications_company ON CONFLICT DO NOTHING
"""

# The first 30 cases are the village's, long disclosed; the others go round the towns.
APPLICATIONS = """
WITH firms AS (SELECT array_agg(id ORDER BY id) AS ids FROM applications_company), numbered AS (
  SELECT n, CASE WHEN n <= 30 OR n %% 100 < 76 THEN 'disclosed' WHEN n %% 100 < 82 THEN 'arrived'
    WHEN n %% 100 < 86 THEN 'examining' WHEN n %% 100 < 90 THEN 'consulting' WHEN n %% 100 < 92 THEN 'decided'
    WHEN n %% 100 < 97 THEN 'withdrawn' ELSE 'draft' END AS status,
    CASE WHEN n <= 30 THEN %(village)s ELSE (%(zones)s::bigint[])[1 + (n / 2) %% cardinality(%(zones)s::bigint[])] END AS zone
  FROM generate_series(%(start)s, %(stop)s) n)
INSERT INTO applications_application (id, version, status, number, company_id, zone_id, procedure_id, title, plan,
  plan_schema, created_by_id, created_at, saved_at, submitted_by_id, arrived_at, examining_office_id, examiner_id,
  examination_started_at, outward_status, disclosed_at, withdrawn_at)
SELECT c.n, 3, c.status, CASE WHEN c.status <> 'draft' THEN '2026-' || lpad(c.n::text, 7, '0') END,
  ids[1 + c.n / 10 %% cardinality(ids)], c.zone, %(procedure)s, '計測のための申請 ' || c.n, %(plan)s::jsonb, 1, %(owner)s,
  now() - interval '60 days', now(), %(owner)s,
  CASE WHEN c.status <> 'draft' THEN now() - interval '30 days' END,
  CASE WHEN c.status = 'draft' THEN NULL WHEN c.n > 30 AND c.n %% 2 = 0 THEN %(ministry)s ELSE zones_zone.lead_id END,
  CASE WHEN c.status IN ('draft', 'arrived', 'withdrawn') THEN NULL ELSE %(examiner)s END, now() - interval '29 days',
  CASE WHEN c.status = 'decided' THEN 'consulting' ELSE '' END,
  CASE WHEN c.status = 'disclosed' THEN now() END, CASE WHEN c.status = 'withdrawn' THEN now() END
FROM numbered c JOIN zones_zone ON zones_zone.id = c.zone CROSS JOIN firms
"""

RECENT = "(SELECT * FROM applications_application WHERE id BETWEEN %(start)s AND %(stop)s) a"
MEASURES = f"""
INSERT INTO applications_requestedmeasure (id, version, status, application_id, position, law_title, article, text_asked,
  authority_id, disclosed_at)
SELECT a.id * 2 + p - 1, 2, CASE WHEN a.status IN ('disclosed', 'withdrawn') THEN a.status WHEN a.status = 'decided'
  THEN 'determined' ELSE 'pending' END, a.id, p, '航空法', '第132条の86', '補助者の配置に代えて遠隔監視装置による。',
  CASE WHEN a.id <= 30 THEN a.examining_office_id ELSE coalesce(a.examining_office_id, %(ministry)s) END, a.disclosed_at
FROM generate_series(1, 2) p, {RECENT} WHERE (p = 1 OR a.id %% 4 = 0)
"""

DETERMINATIONS = f"""
INSERT INTO applications_determination (measure_id, outcome, criteria, reason_codes, reasons, text_granted, starts_on,
  ends_on, conditions, basis, appeal_notice, signed_by_id, signer_name, signer_office, signed_at)
SELECT m.id, 'as_asked', '[]', '[]', '', '遠隔監視装置による。', current_date, current_date + 365, '[]',
  '産業競争力強化法第8条の2', '', %(signer)s, '計測', '計測省', now()
FROM applications_requestedmeasure m JOIN {RECENT} ON m.application_id = a.id AND m.status IN ('determined', 'disclosed')
"""

# Of ten exemptions six run, one is suspended, one is granted, one is over, one was given up.
EXEMPTIONS = f"""
INSERT INTO applications_exemption (id, version, status, measure_id, application_id, holder_id, zone_id, authority_id,
  public_number, title, law_title, article, text, place, granted_on, starts_on, ends_on, began_on, ended_on, end_reasons,
  hearing_place, hearing_facts, hearing_result, report_indicators)
SELECT m.id, 3, CASE k WHEN 6 THEN 'suspended' WHEN 7 THEN 'granted' WHEN 8 THEN 'completed' WHEN 9 THEN 'surrendered'
  ELSE 'running' END, m.id, a.id, a.company_id, a.zone_id, m.authority_id, 'T2026-' || lpad(m.id::text, 8, '0'), a.title,
  '航空法', '第132条の86', '遠隔監視装置による。', '大屋地区', current_date - 400, current_date - 400,
  CASE k WHEN 8 THEN current_date - 10 ELSE current_date + 300 END, CASE k WHEN 7 THEN NULL ELSE current_date - 390 END,
  CASE k WHEN 9 THEN current_date - 20 END, '', '', '', '', '["K14", "K25"]'
FROM (SELECT *, id / 2 %% 10 AS k FROM applications_requestedmeasure WHERE status = 'disclosed') m
  JOIN {RECENT} ON m.application_id = a.id
"""

SUSPENSIONS = """
INSERT INTO applications_suspension (exemption_id, starts_on, ends_on, reasons, cause, fix)
SELECT id, current_date - 30, CASE WHEN status = 'suspended' THEN NULL ELSE current_date - 25 END, '計測', '', ''
FROM applications_exemption WHERE application_id BETWEEN %(start)s AND %(stop)s AND id / 2 %% 10 BETWEEN 4 AND 6
"""

OPINIONS = f"""
INSERT INTO applications_opinion (version, status, application_id, organisation_id, asked_at, due_on, view, text,
  reason_codes, given_at, given_by_id, given_by_name)
SELECT 2, CASE WHEN a.status = 'consulting' THEN 'asked' ELSE 'given' END, a.id,
  CASE WHEN a.id %% 2 = 0 THEN z.lead_id ELSE %(ministry)s END, now() - interval '20 days',
  current_date + 10, CASE WHEN a.status = 'consulting' THEN '' ELSE 'no_objection' END, '異存ありません。', '[]', now(), NULL, ''
FROM zones_zone z JOIN {RECENT} ON z.id = a.zone_id AND a.id > 30
  AND a.status IN ('consulting', 'decided', 'disclosed')
"""

CLARIFICATIONS = f"""
INSERT INTO applications_clarification (version, status, application_id, fields, reason_code, message, example, due_on,
  effect, snapshot, requested_at, requested_by_id, answers, answered_at)
SELECT 2, 'answered', a.id, '["goal"]', 'incomplete', '目標を数で書いてください。', '例', current_date, 'pause', '{{}}',
  now() - interval '25 days', %(examiner)s, '{{"goal": "120世帯"}}', now() - interval '22 days'
FROM {RECENT} WHERE a.status <> 'draft' AND a.id %% 5 = 0
"""

REVISIONS = f"""
INSERT INTO applications_planrevision (application_id, number, plan, made_at, made_by, cause)
SELECT a.id, 1, a.plan, now(), '計測', 'submit' FROM {RECENT} WHERE a.status <> 'draft'
"""

# The steps that led each case and each exemption to where it stands, on days of their own.
ENTRY = """
INSERT INTO casework_auditentry (case_type, case_id, seq, step, source, target, actor_kind, actor_ref, actor_name,
  actor_role, actor_organisation, zone, basis, data, at, simulated, previous_hash, hash)"""

TRAIL = f"""{ENTRY}
SELECT 'applications.application', a.id, p.s, p.step, p.source, p.target, 'person', '1', '計測', 'filer', '', z.slug,
  '行政手続法 第7条', '{{}}', a.arrived_at + p.day * interval '1 day', false, md5(a.id::text) || md5(p.s::text),
  md5(p.s::text) || md5(a.id::text)
FROM (VALUES (1, 'submit', 'draft', 'arrived', 0), (2, 'start_examination', 'arrived', 'examining', 1),
  (3, 'consult', 'examining', 'consulting', 10), (4, 'record_decided', 'consulting', 'decided', 29),
  (5, 'record_disclosed', 'decided', 'disclosed', 30)) p (s, step, source, target, day), zones_zone z
  JOIN {RECENT} ON z.id = a.zone_id AND a.status <> 'draft'
WHERE p.s <= CASE a.status WHEN 'examining' THEN 2 WHEN 'consulting' THEN 3 WHEN 'decided' THEN 4
  WHEN 'disclosed' THEN 5 ELSE 1 END
"""

EXEMPTION_TRAIL = f"""{ENTRY}
SELECT 'applications.exemption', e.id, p.s, p.step, p.source, p.target, 'person', '1', '計測', 'filer', '', z.slug,
  '産業競争力強化法第8条の2', '{{}}', e.granted_on + p.day * interval '1 day', false, md5(e.id::text) || md5('e' || p.s),
  md5('e' || p.s) || md5(e.id::text)
FROM (VALUES (1, 'grant', '', 'granted', 0), (2, 'gather_consent', 'granted', 'gathering_consent', 5),
  (3, 'begin', 'gathering_consent', 'running', 10)) p (s, step, source, target, day), zones_zone z
  JOIN (SELECT * FROM applications_exemption WHERE application_id BETWEEN %(start)s AND %(stop)s) e ON z.id = e.zone_id
WHERE p.s <= CASE e.status WHEN 'granted' THEN 1 ELSE 3 END
"""

NOTICES = f"""
WITH written AS (
  INSERT INTO casework_notice (case_type, case_id, zone, kind, subject, body, link, created_at)
  SELECT 'applications.application', a.id, z.slug, 'application.received', '受け付けました', '本文', '', now()
  FROM generate_series(1, 2) s, zones_zone z JOIN {RECENT} ON z.id = a.zone_id AND a.status <> 'draft' RETURNING id)
INSERT INTO casework_recipient (notice_id, user_id, address, status, attempts, last_error, next_attempt_at, sent_at)
SELECT id, %(owner)s, 'owner@example.jp', 'sent', 1, '', now(), now() FROM written
"""

# What steps write beside the cases: offices concerned, words, the queue.
CONCERNS = f"""
INSERT INTO applications_concern (application_id, office_id, zone_id, examiner_id, inside, state)
SELECT DISTINCT ON (a.id, o.office) a.id, o.office, a.zone_id, a.examiner_id,
  o.office IN (z.lead_id, a.examining_office_id),
  CASE WHEN o.office IN (z.lead_id, a.examining_office_id) OR a.outward_status = '' THEN a.status ELSE a.outward_status END
FROM {RECENT} JOIN zones_zone z ON z.id = a.zone_id CROSS JOIN LATERAL (
  SELECT z.lead_id AS office UNION SELECT a.examining_office_id
  UNION SELECT authority_id FROM applications_requestedmeasure m WHERE m.application_id = a.id
  UNION SELECT organisation_id FROM applications_opinion p WHERE p.application_id = a.id) o
WHERE a.status <> 'draft' AND o.office IS NOT NULL
"""

WORDS = f"""
INSERT INTO applications_applicationtext (application_id, words, grams)
SELECT a.id, t.words, (SELECT string_agg(DISTINCT substr(w, n, 2), ' ') FROM unnest(string_to_array(t.words, ' ')) w,
  generate_series(1, greatest(length(w) - 1, 1)) n)
FROM {RECENT} JOIN applications_company c ON c.id = a.company_id CROSS JOIN LATERAL (
  SELECT replace(a.number, '-', '') || ' ' || replace(a.title, ' ', '') || ' ' || c.name AS words) t
WHERE a.status <> 'draft'
"""

QUEUE = f"""
INSERT INTO casework_workrow (root_type, root_id, case_type, case_id, office, desk, waits_here, person, party, zone,
  zone_name, state, title, url, needs, waits_for, search, due_on)
SELECT 'applications.application', a.id, 'applications.application', a.id, a.examining_office_id, 'examination',
  a.status <> 'consulting', a.examiner_id, a.company_id, z.slug, z.name, a.status, a.number || ' ' || a.title,
  '/console/applications/' || a.id || '/', 'examine', z.name, a.title, current_date + (a.id %% 60)::int - 10
FROM {RECENT} JOIN zones_zone z ON z.id = a.zone_id WHERE a.status IN ('arrived', 'examining', 'consulting')
"""

STATEMENTS = (
    *(COMPANIES, MEMBERS, APPLICATIONS, MEASURES, DETERMINATIONS, EXEMPTIONS, SUSPENSIONS),
    *(OPINIONS, CLARIFICATIONS, REVISIONS, TRAIL, EXEMPTION_TRAIL, NOTICES),
    *(CONCERNS, WORDS, QUEUE),
)
TABLES_WITH_KEYS = (
    "applications_application",
    "applications_requestedmeasure",
    "applications_exemption",
)

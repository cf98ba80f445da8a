-- For operators with very many events: splits `votes`, `searches`, `views` or `visits` by month, so
-- that a month that is too old goes at once, with its table, and what is asked for stays small.
--
--     SELECT docent.add_month('views', '2027-01-01');
--
-- Ids are UUIDs of version 7, which begin with the time. So the month is known from the id alone,
-- and an id is still kept once. The first time, the table is taken over whole as the part of all
-- that belongs to no other month, which copies nothing; events whose clock is wrong go there, too.
-- Each month has to be added before it begins.
CREATE FUNCTION add_month(kind TEXT, month DATE) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  begins TIMESTAMP := date_trunc('month', month::timestamp);
  part TEXT := kind || to_char(begins, '_YYYY_MM');
  bounds UUID[];
BEGIN
  IF kind NOT IN ('votes', 'searches', 'views', 'visits') THEN
    RAISE EXCEPTION 'there are no events of the kind %: name votes, searches, views or visits', kind;
  END IF;
  SELECT array_agg((lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0')
                    || repeat('0', 20))::uuid ORDER BY moment)
    INTO bounds FROM unnest(ARRAY[begins, begins + INTERVAL '1 month']) AS moment;
  IF (SELECT relkind FROM pg_class WHERE oid = format('docent.%I', kind)::regclass) <> 'p' THEN
    EXECUTE format('ALTER TABLE docent.%I RENAME TO %I', kind, kind || '_other');
    EXECUTE format('CREATE TABLE docent.%I (LIKE docent.%I INCLUDING ALL) PARTITION BY RANGE (id)',
                   kind, kind || '_other');
    EXECUTE format('ALTER TABLE docent.%I ATTACH PARTITION docent.%I DEFAULT', kind, kind || '_other');
  END IF;
  EXECUTE format('CREATE TABLE docent.%I PARTITION OF docent.%I FOR VALUES FROM (%L) TO (%L)',
                 part, kind, bounds[1], bounds[2]);
  RETURN part;
END $$;

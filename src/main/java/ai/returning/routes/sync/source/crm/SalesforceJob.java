package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.CrmHttp;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.source.RawRows;
import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of a query job of Bulk API 2.0. The result is asked for in parts, and each part is read as it arrives; one
 * that breaks off is asked for again, and what was read of it is passed over.
 */
final class SalesforceJob implements SalesforceRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SalesforceJob.class);

    private final SalesforceSettings settings;
    private final SalesforceCalls calls;
    private final List<String> fields;
    private final String job;
    private final long total;
    private String locator = "";
    private String following = "";
    private CrmHttp.@Nullable Streamed part;
    private @Nullable CloseableIterator<CsvRecord> records;
    private int[] places = {};
    /** Records of the part that were handed on, and that it should have; -1 if it does not say. */
    private long given;

    private long expected;
    private long seen;
    private int broken;
    private boolean ended;

    /** Starts the job and waits for it. */
    SalesforceJob(SalesforceSettings settings, SalesforceCalls calls, List<String> fields, String soql) {
        this.settings = settings;
        this.calls = calls;
        this.fields = fields;
        JsonNode body = Json.MAPPER
                .createObjectNode()
                .put("operation", "query")
                .put("query", soql)
                .put("contentType", "CSV")
                .put("columnDelimiter", "COMMA")
                .put("lineEnding", "LF");
        this.job = calls.post(settings.api() + "/jobs/query", body).path("id").asText();
        if (!job.matches("[A-Za-z0-9]{1,40}")) {
            throw calls.errors().unfit("a query job has no id");
        }
        this.total = complete();
    }

    private long complete() {
        long start = System.nanoTime();
        while (true) {
            JsonNode state = calls.get(path());
            String word = state.path("state").asText();
            if (word.equals("JobComplete")) {
                return state.path("numberRecordsProcessed").asLong(-1);
            }
            if (word.equals("Failed") || word.equals("Aborted")) {
                throw calls.errors().job(job, word, state.path("errorMessage").asText("no reason given"));
            }
            if (System.nanoTime() - start > settings.jobLimit().toNanos()) {
                throw calls.errors().jobTooLong(job);
            }
            calls.pause(settings.pollWait());
        }
    }

    private String path() {
        return settings.api() + "/jobs/query/" + job;
    }

    @Override
    public boolean read(RawRows into) {
        while (!ended) {
            try {
                CsvRecord next = next();
                if (next != null) {
                    append(next, into);
                    return true;
                }
            } catch (CsvParseException | UncheckedIOException e) {
                brokenOff(e);
            }
        }
        return false;
    }

    /** Null where a part ends. */
    private @Nullable CsvRecord next() {
        CloseableIterator<CsvRecord> rows = records == null ? open() : records;
        if (rows.hasNext()) {
            CsvRecord next = rows.next();
            given++;
            return next;
        }
        if (expected >= 0 && given != expected) {
            throw new UncheckedIOException(new IOException(given + " records of " + expected));
        }
        seen += given;
        given = 0;
        broken = 0;
        closePart();
        locator = following;
        ended = locator.isEmpty();
        if (ended) {
            requireAll();
        }
        return null;
    }

    private CloseableIterator<CsvRecord> open() {
        CrmHttp.Streamed opened = calls.stream(path() + "/results?maxRecords=" + settings.pageRecords()
                + (locator.isEmpty() ? "" : "&locator=" + locator));
        part = opened;
        following = locator(opened.answer().header("sforce-locator"));
        String count = opened.answer().header("sforce-numberofrecords");
        expected = count != null && count.matches("\\d{1,12}") ? Long.parseLong(count) : -1;
        CloseableIterator<CsvRecord> rows = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(opened.body(), StandardCharsets.UTF_8))
                .iterator();
        places = rows.hasNext() ? places(rows.next().getFields()) : places;
        for (long i = 0; i < given && rows.hasNext(); i++) {
            rows.next();
        }
        records = rows;
        return rows;
    }

    private String locator(@Nullable String header) {
        if (header == null || header.equals("null")) {
            return "";
        }
        if (!header.matches("[A-Za-z0-9_=+/-]{1,200}")) {
            throw calls.errors().unfit("a result names a locator of an unknown form");
        }
        return header;
    }

    private int[] places(List<String> header) {
        List<String> names = new ArrayList<>();
        header.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        int[] at = new int[fields.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = names.indexOf(fields.get(i).toLowerCase(Locale.ROOT));
            if (at[i] < 0) {
                throw calls.errors().unfit("a result has no column " + fields.get(i));
            }
        }
        return at;
    }

    private void append(CsvRecord row, RawRows into) {
        into.begin();
        for (int i = 0; i < places.length; i++) {
            if (i > 0) {
                into.append((byte) '\t');
            }
            SalesforceRecords.cell(into, places[i] < row.getFieldCount() ? row.getField(places[i]) : null);
        }
        into.append((byte) '\n');
    }

    private void brokenOff(RuntimeException e) {
        closePart();
        if (++broken >= settings.patience().attempts()) {
            throw calls.errors().unavailable(null, broken, new IOException("the result of a job broke off", e));
        }
        LOG.warn("{}: a result broke off after {} records and is asked for again", settings.shown(), given);
        calls.pause(settings.patience().firstWait());
    }

    private void closePart() {
        if (part != null) {
            SalesforceCalls.closed(part);
        }
        part = null;
        records = null;
    }

    private void requireAll() {
        if (total >= 0 && seen != total) {
            throw calls.errors().unfit("the results of the job hold " + seen + " records of " + total);
        }
        calls.drop(path());
    }
}

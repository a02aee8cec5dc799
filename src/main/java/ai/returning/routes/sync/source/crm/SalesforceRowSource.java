package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.ReaderRowStream;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of one object of Salesforce: all at the first reading, then those changed since the last one that was
 * settled, with an overlap. The columns are the fields the mapping reads. Deleted and merged records are not shown; what
 * was written about them stays.
 */
public final class SalesforceRowSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(SalesforceRowSource.class);

    private final SalesforceSettings settings;
    private final SourceStore store;
    private final Clock clock;
    private final Set<RowStream> streams = ConcurrentHashMap.newKeySet();

    /** @param store keeps the checkpoint, one for each flow */
    public SalesforceRowSource(SalesforceSettings settings, SourceStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Logs in and starts to read.
     *
     * @throws RaiException here or while reading: SOURCE_REFUSED for a login, a right or a query that is refused,
     *     SOURCE_COLUMN_MISSING for a field that is not there, SOURCE_UNAVAILABLE after bounded patience, PAGES_UNFIT
     */
    @Override
    public RowStream open(SourceRequest request) {
        SalesforceCalls calls = new SalesforceCalls(settings, clock);
        boolean opened = false;
        try {
            RowStream stream = ReaderRowStream.ahead(settings.name(), reader(calls, request), request);
            streams.add(stream);
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                calls.close();
            }
        }
    }

    private SalesforceReader reader(SalesforceCalls calls, SourceRequest request) {
        // The clock of the server, as the times of changes are by it; ours, if it tells none.
        Instant now = calls.session().began().orElseGet(clock::instant);
        Instant since = since(request);
        String soql = SalesforceQuery.of(settings, request.columns(), since);
        boolean byJob = settings.mode() == SalesforceSettings.Mode.BULK
                || settings.mode() == SalesforceSettings.Mode.AUTO && since == null && request.limit() == 0;
        LOG.info("{}: reads {} by {}", settings.shown(), soql, byJob ? "a job" : "pages");
        List<String> fields = request.columns();
        return new SalesforceReader(
                calls,
                () -> byJob
                        ? new SalesforceJob(settings, calls, fields, soql)
                        : new SalesforcePages(settings, calls, fields, soql),
                fields,
                run -> store.moveCheckpoint(
                        request.flow(), settings.name(), now + " " + what(request), run, clock.instant()));
    }

    /** Records that were left alone under another mapping or filter may have to be written under this one. */
    private @Nullable Instant since(SourceRequest request) {
        String position = request.full()
                ? null
                : store.checkpoint(request.flow(), settings.name()).orElse(null);
        if (position == null || !position.substring(position.indexOf(' ') + 1).equals(what(request))) {
            return null;
        }
        return Instant.parse(position.substring(0, position.indexOf(' '))).minus(settings.overlap());
    }

    private String what(SourceRequest request) {
        return request.mapping() + "/" + Integer.toHexString(settings.query().hashCode());
    }

    @Override
    public void close() {
        streams.forEach(RowStream::close);
        streams.clear();
    }
}

package ai.returning.routes.sync.source.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.ReaderRowStream;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contacts of HubSpot: all at the first reading, then those changed since the last one that was settled, with an
 * overlap. The columns are the properties the mapping reads. Archived contacts, and those merged into others, are not
 * shown; what was written about them stays.
 */
public final class HubspotRowSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(HubspotRowSource.class);

    private final HubspotSettings settings;
    private final SourceStore store;
    private final Clock clock;
    private final Set<RowStream> streams = ConcurrentHashMap.newKeySet();

    /** @param store keeps the checkpoint, one for each flow */
    public HubspotRowSource(HubspotSettings settings, SourceStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Checks the properties and starts to read.
     *
     * @throws RaiException SOURCE_COLUMN_MISSING for a property contacts do not have; here or while reading:
     *     SOURCE_REFUSED for a revoked token, SOURCE_UNAVAILABLE after bounded patience, PAGES_UNFIT
     */
    @Override
    public RowStream open(SourceRequest request) {
        HubspotCalls calls = new HubspotCalls(settings);
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

    private HubspotReader reader(HubspotCalls calls, SourceRequest request) {
        requireProperties(calls, request);
        // The clock of the server, as the times of changes are by it; ours, if it tells none.
        Instant now = calls.serverTime().orElseGet(clock::instant);
        Instant since = since(request);
        LOG.info(
                "{}: reads contacts {}",
                settings.shown(),
                since == null ? "from the first on" : "changed since " + since);
        HubspotSearch search = new HubspotSearch(settings, request.columns(), since);
        return new HubspotReader(
                calls,
                new HubspotPages(settings, calls, search, new HubspotPageReader(request.columns())),
                request.columns(),
                run -> store.moveCheckpoint(
                        request.flow(), settings.name(), now + " " + request.mapping(), run, clock.instant()));
    }

    /** A search leaves out properties it does not know, without a word. */
    private void requireProperties(HubspotCalls calls, SourceRequest request) {
        Set<String> known = new TreeSet<>();
        for (JsonNode property : calls.properties().path("results")) {
            known.add(property.path("name").asText());
        }
        for (String column : request.columns()) {
            if (!known.contains(column)) {
                throw new RaiException(
                        ErrorCode.SOURCE_COLUMN_MISSING,
                        settings.shown() + ": contacts have no property '" + column + "', which the mapping of "
                                + request.flow() + " reads." + Nearest.hint(column, known)
                                + " Names are those of the API, not the labels of the page.");
            }
        }
    }

    /** Contacts that were left alone under another mapping may have to be written under this one. */
    private @Nullable Instant since(SourceRequest request) {
        String position = request.full()
                ? null
                : store.checkpoint(request.flow(), settings.name()).orElse(null);
        if (position == null || !position.substring(position.indexOf(' ') + 1).equals(request.mapping())) {
            return null;
        }
        return Instant.parse(position.substring(0, position.indexOf(' '))).minus(settings.overlap());
    }

    @Override
    public void close() {
        streams.forEach(RowStream::close);
        streams.clear();
    }
}

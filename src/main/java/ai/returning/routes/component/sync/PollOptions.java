package ai.returning.routes.component.sync;

import ai.returning.routes.support.Durations;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.poll.CursorValue;
import ai.returning.routes.sync.poll.Overlap;
import ai.returning.routes.sync.poll.PollPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the steps {@code poll}, {@code receive} and {@code decide}, checked before the route starts. */
final class PollOptions {
    private static final int MOST_ROWS = 1_000;
    private static final String FLOW = "[a-z][a-z0-9-]*";

    private PollOptions() {}

    static void check(SyncEndpoint endpoint) {
        requireName(endpoint, endpoint.required("flow", endpoint.getFlow()));
        endpoint.required("source", endpoint.getSource());
        endpoint.required("cursor", endpoint.getCursor());
        CursorValue start = CursorValue.parse(endpoint.required("start", endpoint.getStart()));
        Overlap.parse(text(endpoint.getOverlap()), start.kind());
        if (endpoint.getBatch() < 1 || endpoint.getBatch() > MOST_ROWS) {
            throw endpoint.wrong("batch", Integer.toString(endpoint.getBatch()), "1 to " + MOST_ROWS + " rows");
        }
        checkTimes(endpoint);
    }

    private static void checkTimes(SyncEndpoint endpoint) {
        String every = text(endpoint.getEvery());
        String cron = text(endpoint.getCron());
        if (!every.isBlank() && !cron.isBlank()) {
            throw endpoint.wrong("every", every, "there is a cron, too; keep one of them");
        }
        if (!cron.isBlank()) {
            endpoint.checkSchedule(cron);
        }
        if (!every.isBlank()
                && Durations.read(every).filter(PollOptions::isPause).isEmpty()) {
            throw endpoint.wrong("every", every, "a duration such as 10s is expected, at least 100ms");
        }
    }

    private static boolean isPause(Duration every) {
        return every.toMillis() >= 100;
    }

    /** The name of a folder and nothing else, so that it cannot be a path to somewhere. */
    private static void requireName(SyncEndpoint endpoint, String flow) {
        if (!flow.matches(FLOW)) {
            throw endpoint.wrong("flow", flow, "the name of a folder is expected, in small letters, digits and -");
        }
    }

    static void checkReceive(SyncEndpoint endpoint) {
        requireName(endpoint, endpoint.required("flow", endpoint.getFlow()));
        endpoint.required("brokers", endpoint.getBrokers());
        endpoint.required("group", endpoint.getGroup());
        String topic = endpoint.required("topic", endpoint.getTopic());
        if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
            throw endpoint.wrong("topic", topic, "letters, digits, dots, _ and - are expected");
        }
    }

    static void requireRules(String rules) {
        if (!rules.matches(FLOW + "\\.rules\\.yaml")) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Option 'rules' of returning-ai-sync:decide is '" + rules
                            + "': the name of a file such as award-badges.rules.yaml is expected.");
        }
    }

    static PollPlan plan(SyncEndpoint endpoint, Path flows) {
        String flow = String.valueOf(endpoint.getFlow());
        CursorValue start = CursorValue.parse(String.valueOf(endpoint.getStart()));
        return new PollPlan(
                flow,
                String.valueOf(endpoint.getSource()),
                sql(endpoint, flows.resolve(flow), endpoint.queryOf(flow)),
                String.valueOf(endpoint.getCursor()),
                start,
                Overlap.parse(text(endpoint.getOverlap()), start.kind()),
                endpoint.getBatch());
    }

    private static String sql(SyncEndpoint endpoint, Path folder, String file) {
        Map<String, String> queries = Files.isDirectory(folder) ? FlowFolder.queries(folder) : Map.of();
        String sql = queries.get(file);
        if (sql == null) {
            throw endpoint.wrong(
                    "query", file, "the folder " + folder + " has no such file" + Nearest.hint(file, queries.keySet()));
        }
        return sql;
    }

    private static String text(@Nullable String option) {
        return option == null ? "" : option;
    }
}

package ai.returning.routes.emulator;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The three questions about bulk jobs. */
final class JobQueries {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Set<String> ROW_STATES = Set.of("updated", "created", "unchanged", "failed");

    private final JobStore jobs;
    private final Knobs knobs;

    JobQueries(JobStore jobs, Knobs knobs) {
        this.jobs = jobs;
        this.knobs = knobs;
    }

    @Behaviour(
            of = "listBulkUpdates",
            does = "Lists the jobs of the key's community, newest first, 20 a page, at most 100.")
    @Assumed(why = "known by name only; paging as documented for streaks")
    HttpReply list(Call call) throws RefusedException {
        checkShown(call);
        int limit = call.number("limit", 20, 1, 100);
        int number = call.number("page", 1, 1, Integer.MAX_VALUE);
        Page<JobView> page = Page.of(jobs.newestFirst(call.key().communityId()), number, limit);
        ArrayNode data = Json.MAPPER.createArrayNode();
        page.items().forEach(job -> data.add(listed(job)));
        return call.ok(null, data, Map.of("pagination", page.block()));
    }

    @Behaviour(of = "getBulkUpdateStatus", does = "Shows state and counts; an unknown job is 404, a malformed id 400.")
    @Assumed(why = "known by name only")
    HttpReply status(Call call) throws RefusedException {
        checkShown(call);
        return call.ok(null, counts(job(call).view()), Map.of());
    }

    @Behaviour(
            of = "getBulkUpdateDetails",
            does = "Lists the rows of a job, 100 a page, at most 1,000; the header is row 1; status filters them.")
    @Assumed(why = "known by name only")
    HttpReply details(Call call) throws RefusedException {
        checkShown(call);
        Job job = job(call);
        String state = call.query().get("status");
        if (state != null && !ROW_STATES.contains(state)) {
            throw RefusedException.assumed(400, "status must be updated, created, unchanged or failed");
        }
        int limit = call.number("limit", 100, 1, 1000);
        int number = call.number("page", 1, 1, Integer.MAX_VALUE);
        Page<String> page = Page.of(jobs.rows(job, state), number, limit);
        ObjectNode data = counts(job.view());
        ArrayNode rows = data.putArray("rows");
        page.items().forEach(line -> rows.add(node(line)));
        return call.ok(null, data, Map.of("pagination", page.block()));
    }

    @Behaviour(of = "job queries", does = "By a knob all three answer 404, as on a tenant without them.")
    @Assumed(why = "whether every tenant has the queries is not documented")
    private void checkShown(Call call) throws RefusedException {
        if (knobs.hideJobQueries || call.struckBy(Fault.Kind.HIDE_JOB_QUERIES)) {
            throw RefusedException.assumed(404, "Route not found");
        }
    }

    private Job job(Call call) throws RefusedException {
        String id = idOf(call);
        Job job = Ids.isObjectId(id) ? jobs.find(id.toLowerCase(Locale.ROOT)) : null;
        if (!Ids.isObjectId(id)) {
            throw RefusedException.assumed(400, "Bulk update id is malformed");
        }
        if (job == null || !job.submission().communityId().equals(call.key().communityId())) {
            throw RefusedException.assumed(404, "Bulk update not found");
        }
        return job;
    }

    private static String idOf(Call call) {
        return call.pathParameters().values().stream().findFirst().orElse("");
    }

    private static ObjectNode counts(JobView job) {
        return Json.MAPPER
                .createObjectNode()
                .put("_id", job.id())
                .put("status", job.state())
                .put("total", job.total())
                .put("processed", job.processed())
                .put("success", job.success())
                .put("failed", job.failed());
    }

    private static ObjectNode listed(JobView job) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("_id", job.id()).put("type", job.type()).put("fileName", job.shownName());
        node.setAll(counts(job));
        return node.put("createdAt", time(job.createdAt())).put("updatedAt", time(job.updatedAt()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static @Nullable ObjectNode node(String line) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("a row of a job is not JSON", e);
        }
    }
}

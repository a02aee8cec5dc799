package ai.returning.routes.contract;

import ai.returning.routes.contract.JobShape.JobPointers;
import ai.returning.routes.contract.JobShape.JobState;
import ai.returning.routes.contract.JobShape.RowPointers;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.YamlNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The job descriptions of the contract ({@code x-rai-jobs}), to which {@code x-rai-async} of an operation points. */
final class Jobs {
    private static final Set<String> KEYS = Set.of(
            "list",
            "status",
            "details",
            "id-parameter",
            "submitted-id",
            "job",
            "states",
            "rows",
            "paging",
            "failed-filter");

    private final Map<String, YamlNode> definitions;

    private Jobs(Map<String, YamlNode> definitions) {
        this.definitions = definitions;
    }

    static Jobs read(YamlNode root) {
        return new Jobs(root.find("x-rai-jobs").map(YamlNode::entries).orElse(Map.of()));
    }

    /** The job shape an operation's {@code x-rai-async} asks for; empty for false. */
    Optional<JobShape> shape(YamlNode async) {
        if (async.isScalar()) {
            if (!async.text().equals("false")) {
                throw async.wrong(ErrorCode.CONTRACT_INVALID, "x-rai-async must be false, or name 'jobs' and 'type'");
            }
            return Optional.empty();
        }
        async.onlyKeys(Set.of("jobs", "type"));
        YamlNode jobs = async.require("jobs");
        return Optional.of(shape(Fields.text(async, "type"), Fields.named(definitions, jobs, jobs.text())));
    }

    /** The queries must exist and take the job id. */
    void checkQueries(Map<String, Operation> operations) {
        definitions.values().forEach(job -> {
            String id = Fields.text(job, "id-parameter");
            Fields.named(operations, job.require("list"), Fields.text(job, "list"));
            for (String query : List.of("status", "details")) {
                YamlNode name = job.require(query);
                Operation operation = Fields.named(operations, name, name.text());
                if (operation.parameters().stream()
                        .noneMatch(parameter -> parameter.name().equals(id))) {
                    throw name.wrong(
                            ErrorCode.CONTRACT_INVALID, "operation " + name.text() + " has no parameter '" + id + "'");
                }
            }
        });
    }

    private static JobShape shape(String type, YamlNode node) {
        node.onlyKeys(KEYS);
        YamlNode paging = node.require("paging");
        paging.onlyKeys(Set.of("page", "limit", "size", "has-next"));
        return new JobShape(
                type,
                Fields.text(node, "list"),
                Fields.text(node, "status"),
                Fields.text(node, "details"),
                Fields.text(node, "id-parameter"),
                Fields.pointers(node.require("submitted-id")),
                job(node.require("job")),
                states(node.require("states")),
                rows(node.require("rows")),
                Fields.text(paging, "page"),
                Fields.text(paging, "limit"),
                Fields.smallNumber(paging, "size"),
                Fields.pointer(paging, "has-next"),
                filter(node.require("failed-filter")));
    }

    private static JobPointers job(YamlNode node) {
        node.onlyKeys(
                Set.of("id", "type", "file-name", "state", "total", "processed", "succeeded", "failed", "created-at"));
        return new JobPointers(
                Fields.pointer(node, "id"),
                Fields.pointer(node, "type"),
                Fields.pointer(node, "file-name"),
                Fields.pointer(node, "state"),
                Fields.pointer(node, "total"),
                Fields.pointer(node, "processed"),
                Fields.pointer(node, "succeeded"),
                Fields.pointer(node, "failed"),
                Fields.pointer(node, "created-at"));
    }

    private static RowPointers rows(YamlNode node) {
        node.onlyKeys(Set.of("list", "row", "identifier", "state", "message", "failed-states", "first-row"));
        return new RowPointers(
                Fields.pointer(node, "list"),
                Fields.pointer(node, "row"),
                Fields.pointer(node, "identifier"),
                Fields.pointer(node, "state"),
                Fields.pointer(node, "message"),
                Fields.texts(node.require("failed-states")),
                Fields.smallNumber(node, "first-row"));
    }

    private static Map<JobState, List<String>> states(YamlNode node) {
        node.onlyKeys(Set.of("running", "completed", "failed"));
        Map<JobState, List<String>> states = new EnumMap<>(JobState.class);
        states.put(JobState.RUNNING, Fields.texts(node.require("running")));
        states.put(JobState.COMPLETED, Fields.texts(node.require("completed")));
        states.put(JobState.FAILED, Fields.texts(node.require("failed")));
        return Map.copyOf(states);
    }

    private static Map<String, String> filter(YamlNode node) {
        Map<String, String> filter = new LinkedHashMap<>();
        node.entries().forEach((name, value) -> filter.put(name, value.text()));
        return Map.copyOf(filter);
    }
}

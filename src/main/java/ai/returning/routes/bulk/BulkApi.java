package ai.returning.routes.bulk;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.client.Priority;
import ai.returning.routes.client.Upload;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.contract.JobShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One bulk operation and the three queries that tell what became of it. Each method makes its calls once. */
public final class BulkApi {
    /** A list that never ends is a fault of the server; no run has so many jobs. */
    private static final int MAX_PAGES = 500;

    private final ApiClient client;
    private final Operation operation;
    private final List<Operation> queries;
    private final CsvShape csv;
    private final JobShape shape;
    private final Map<String, String> parts;

    public BulkApi(ApiClient client, Contract contract, Operation operation) {
        this(client, contract, operation, "");
    }

    /** @param community goes beside the file where the operation has a part for it */
    public BulkApi(ApiClient client, Contract contract, Operation operation, String community) {
        this.client = client;
        this.parts = parts(contract, operation, community);
        this.operation = operation;
        this.csv = operation.csv().orElseThrow(() -> notBulk(operation, "x-rai-csv"));
        this.shape = operation.job().orElseThrow(() -> notBulk(operation, "x-rai-async"));
        this.queries = List.of(
                contract.operation(shape.listOperation()),
                contract.operation(shape.statusOperation()),
                contract.operation(shape.detailsOperation()));
    }

    private static Map<String, String> parts(Contract contract, Operation operation, String community) {
        String name = contract.communityParameter();
        return !community.isBlank() && FormParts.of(operation).texts().contains(name)
                ? Map.of(name, community)
                : Map.of();
    }

    private static RaiException notBulk(Operation operation, String key) {
        return new RaiException(
                ErrorCode.BODY_UNFIT,
                "Operation " + operation.id() + " takes no file of rows: the contract gives it no " + key + ".");
    }

    public Operation operation() {
        return operation;
    }

    /** The operation and the queries that decide about its outcome. */
    public List<Operation> restsOn() {
        List<Operation> all = new ArrayList<>(queries);
        all.add(0, operation);
        return all;
    }

    public CsvShape csv() {
        return csv;
    }

    /** Uploads a sealed file; the job id if the reply names one. */
    public Optional<String> submit(SealedFile file) {
        return submit(file, UnaryOperator.identity());
    }

    /** The same, but nothing leaves if it may not start any more when its turn comes. */
    public Optional<String> submit(SealedFile file, BooleanSupplier mayStart) {
        return submit(file, call -> call.onlyIf(mayStart));
    }

    /** The same, but not one byte leaves after a moment of {@link System#nanoTime}, nor if it may not start any more. */
    public Optional<String> submit(SealedFile file, long startBy, BooleanSupplier mayStart) {
        return submit(file, call -> call.startBy(startBy).onlyIf(mayStart));
    }

    private Optional<String> submit(SealedFile file, UnaryOperator<ApiCall> bound) {
        Upload upload = new Upload(file.path(), file.name(), csv.part(), csv.contentType(), parts);
        Answer answer = client.call(bound.apply(once(operation.id()).upload(upload)));
        return shape.submittedId().stream()
                .map(pointer -> answer.whole().at(pointer).asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    /** What the API shows of one user; empty if the contract names no way to look, or the user is not known. */
    public Optional<JsonNode> readBack(String identifier) {
        JsonNode way = operation.definition().at("/x-rai-read-back");
        if (way.isMissingNode()) {
            return Optional.empty();
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put(way.at("/identifier").asText().substring(1), identifier);
        try {
            return Optional.of(
                    client.call(once(way.at("/operation").asText()).json(body)).payload());
        } catch (CallFailedException e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads the job list from its newest end while {@code wanted} holds for the last job of a page. */
    public JobListing list(Predicate<JobView> wanted) {
        Map<String, JobView> jobs = new LinkedHashMap<>();
        try {
            for (int page = 1; page <= MAX_PAGES; page++) {
                Answer answer = client.call(paged(once(shape.listOperation()), page));
                int before = jobs.size();
                JobView last = null;
                for (JsonNode item : answer.payload()) {
                    last = view(item);
                    jobs.putIfAbsent(last.id(), last);
                }
                boolean more = answer.whole().at(shape.hasNextPointer()).asBoolean(false) && jobs.size() > before;
                if (!more || last == null || !wanted.test(last)) {
                    break;
                }
            }
        } catch (CallFailedException e) {
            return e.kind() == FailureKind.NOT_FOUND ? new JobListing.Hidden(e) : new JobListing.Unreadable(e);
        }
        return new JobListing.Readable(jobs.values().stream()
                .filter(job -> job.type().isEmpty() || job.type().equals(shape.type()))
                .toList());
    }

    /** One job by its id; empty if the API does not know it. */
    public Optional<JobView> job(String jobId) {
        try {
            Answer answer = client.call(once(shape.statusOperation()).with(shape.idParameter(), jobId));
            return Optional.of(view(answer.payload()));
        } catch (CallFailedException e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The rows a finished job did not apply. */
    public List<FailedRow> failedRows(String jobId) {
        List<FailedRow> rows = new ArrayList<>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            ApiCall call = paged(once(shape.detailsOperation()).with(shape.idParameter(), jobId), page);
            for (Map.Entry<String, String> filter : shape.failedFilter().entrySet()) {
                call = call.with(filter.getKey(), filter.getValue());
            }
            Answer answer = client.call(call);
            JsonNode list = answer.payload().at(shape.rows().list());
            for (JsonNode row : list) {
                failedRow(row).ifPresent(rows::add);
            }
            if (!answer.whole().at(shape.hasNextPointer()).asBoolean(false) || list.isEmpty()) {
                break;
            }
        }
        return rows;
    }

    private Optional<FailedRow> failedRow(JsonNode row) {
        JobShape.RowPointers at = shape.rows();
        String state = row.at(at.state()).asText("");
        if (!state.isEmpty() && !at.failedStates().contains(state)) {
            return Optional.empty();
        }
        int number = row.at(at.row()).asInt(Integer.MIN_VALUE);
        return Optional.of(new FailedRow(
                number == Integer.MIN_VALUE ? -1 : number - at.firstRow(),
                row.at(at.identifier()).asText(""),
                row.at(at.message()).asText("")));
    }

    /** Whoever follows uploads and jobs waits and repeats by rules of their own. */
    private static ApiCall once(String operationId) {
        return ApiCall.of(operationId).priority(Priority.BULK).singleAttempt();
    }

    private ApiCall paged(ApiCall call, int page) {
        return call.with(shape.pageParameter(), Integer.toString(page))
                .with(shape.limitParameter(), Integer.toString(shape.pageLimit()));
    }

    private JobView view(JsonNode job) {
        JobShape.JobPointers at = shape.job();
        return new JobView(
                job.at(at.id()).asText(""),
                job.at(at.type()).asText(""),
                job.at(at.fileName()).asText(""),
                state(job.at(at.state()).asText("")),
                job.at(at.total()).asLong(-1),
                job.at(at.processed()).asLong(-1),
                job.at(at.succeeded()).asLong(-1),
                job.at(at.failed()).asLong(-1),
                time(job.at(at.createdAt()).asText("")));
    }

    private JobShape.JobState state(String word) {
        return shape.states().entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(JobShape.JobState.RUNNING);
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null; // a job without a readable time is simply not ruled out by time
        }
    }
}

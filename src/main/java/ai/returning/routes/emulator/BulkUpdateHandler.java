package ai.returning.routes.emulator;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.JobShape;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/** Takes a bulk file, checks what concerns the whole of it, and queues a job. */
final class BulkUpdateHandler implements OperationHandler {
    private final Contract contract;
    private final String communityId;
    private final Profile profile;
    private final UserStore users;
    private final JobStore jobs;
    private final JobWorker worker;
    private final Knobs knobs;
    private final Clock clock;

    BulkUpdateHandler(
            Contract contract,
            String communityId,
            Profile profile,
            UserStore users,
            JobStore jobs,
            JobWorker worker,
            Knobs knobs,
            Clock clock) {
        this.contract = contract;
        this.communityId = communityId;
        this.profile = profile;
        this.users = users;
        this.jobs = jobs;
        this.worker = worker;
        this.knobs = knobs;
        this.clock = clock;
    }

    @Override
    @Behaviour(
            of = "bulkUpdateUsers, bulkImportUsers, bulkUpdatePremiumCurrency",
            does = "A good file is queued and answered 200; the answer names no job.")
    @Documented(page = "https://dev.returning.ai/bulk-update", asOf = "2026-04")
    public HttpReply handle(Call call) throws RefusedException, IOException {
        BulkKind kind = BulkKind.of(call.operation());
        String community =
                kind == BulkKind.IMPORT ? communityPart(call) : call.key().communityId();
        CsvShape shape = JobWorker.shapeOf(contract, call.operation().id());
        Multipart.Part part = part(call, shape.part());
        call.entry().uploaded(part.fileName(), sha256(part.content()));
        int rows = check(part.content(), kind, shape);
        call.entry().counted(rows);
        String jobId = queue(call, community, part, rows);
        ObjectNode data = Json.MAPPER.createObjectNode().put("message", profile.text("submitted-detail"));
        if (knobs.jobIdInSubmitResponse || call.struckBy(Fault.Kind.JOB_ID_IN_REPLY)) {
            data.put("_id", jobId);
        }
        return call.ok(profile.text(kind.text()), data);
    }

    @Behaviour(
            of = "bulkUpdateUsers",
            does = "The file travels in the part that the contract names; without it, or empty, 400.")
    @Documented(page = "https://dev.returning.ai/bulk-update", asOf = "2026-04", except = "the text of the refusal")
    private Multipart.Part part(Call call, String name) throws RefusedException {
        Multipart.Part part = Multipart.parse(call.contentType(), call.body()).get(name);
        if (part == null || part.content().length == 0) {
            throw RefusedException.partial(400, "Part " + name + " is missing or empty");
        }
        if (part.content().length > knobs.maxBytes) {
            throw tooLarge(knobs.maxBytes);
        }
        return part;
    }

    @Behaviour(
            of = "bulkImportUsers",
            does = "The community stands in the part communityId; without it 400, another than the emulator's 404.")
    @Documented(
            page = "https://dev.returning.ai/apis/integration/bulk-import",
            asOf = "2026-04",
            except = "the answers to errors")
    private String communityPart(Call call) throws RefusedException {
        Multipart.Part part = Multipart.parse(call.contentType(), call.body()).get("communityId");
        String id = part == null ? "" : new String(part.content(), StandardCharsets.UTF_8).strip();
        if (id.isEmpty()) {
            throw RefusedException.partial(400, "Part communityId is missing or empty");
        }
        if (!id.equalsIgnoreCase(communityId)) {
            throw RefusedException.assumed(404, "Community not found");
        }
        return communityId;
    }

    static RefusedException tooLarge(long maxBytes) {
        return RefusedException.assumed(400, "File has more than " + maxBytes + " bytes");
    }

    /** Checks the file as a whole and counts its data rows. */
    @Behaviour(
            of = "bulkUpdateUsers",
            does = "A file without a data row, or above the limits (10,000 rows, 10 MiB), is 400.")
    @Assumed(why = "limits are not documented; both are knobs")
    private int check(byte[] file, BulkKind kind, CsvShape shape) throws RefusedException {
        CsvReader csv = CsvReader.of(file);
        if (!csv.next()) {
            throw RefusedException.assumed(400, "File has no header");
        }
        SheetHeader.read(csv.cells(), users, kind, shape);
        int rows = 0;
        while (csv.next()) {
            rows++;
        }
        if (rows == 0) {
            throw RefusedException.assumed(400, "File has no rows");
        }
        if (rows > knobs.maxRows) {
            throw RefusedException.assumed(400, "File has more than " + knobs.maxRows + " rows");
        }
        return rows;
    }

    /** Makes as many jobs as the script wants and returns the id of the first, or of one that never was. */
    private String queue(Call call, String community, Multipart.Part part, int rows) throws IOException {
        boolean lost = knobs.loseSubmission || call.struckBy(Fault.Kind.LOSE_JOB);
        boolean twice = knobs.duplicateSubmission || call.struckBy(Fault.Kind.DUPLICATE_SUBMISSION);
        int copies = lost ? 0 : twice ? 2 : 1;
        String first = null;
        for (int i = 0; i < copies; i++) {
            Job job = jobs.add(submission(call, community, part, rows), part.content());
            worker.submit(job);
            first = first == null ? job.id() : first;
        }
        return first == null ? Ids.fresh(clock.instant()) : first;
    }

    private Job.Submission submission(Call call, String community, Multipart.Part part, int rows) {
        Instant now = clock.instant();
        String id = Ids.fresh(now);
        String sent = part.fileName() == null ? "" : part.fileName();
        boolean hideName = !knobs.keepFileName || call.struckBy(Fault.Kind.LOSE_FILE_NAME);
        return new Job.Submission(
                id,
                call.operation().job().map(JobShape::type).orElse("bulk-update"),
                call.operation().id(),
                community,
                sent,
                hideName ? "upload-" + id + ".csv" : sent,
                rows,
                now,
                knobs.queuedMillis,
                knobs.microsPerRow,
                knobs.failJob || call.struckBy(Fault.Kind.FAIL_JOB),
                figure(call, Fault.Kind.FAIL_ROWS, 0),
                figure(call, Fault.Kind.TRUNCATE_JOB, -1),
                figure(call, Fault.Kind.NEVER_FINISH, -1));
    }

    private static int figure(Call call, Fault.Kind kind, int otherwise) {
        Fault fault = call.fault(kind);
        return fault == null ? otherwise : fault.number();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package ai.returning.routes.sync.crash;

import ai.returning.routes.emulator.JobView;
import ai.returning.routes.emulator.RecordedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the emulator saw and did since a moment: the truth about what was sent. */
final class Trace {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CrashWorld world;
    private final int jobsBefore;
    private final int requestsBefore;

    private Trace(CrashWorld world) {
        this.world = world;
        this.jobsBefore = world.emulator.jobs().size();
        this.requestsBefore = world.emulator.requests().all().size();
    }

    static Trace from(CrashWorld world) {
        return new Trace(world);
    }

    List<JobView> jobs() {
        List<JobView> all = world.emulator.jobs();
        return all.subList(jobsBefore, all.size());
    }

    List<RecordedRequest> requests() {
        List<RecordedRequest> all = world.emulator.requests().all();
        return all.subList(requestsBefore, all.size());
    }

    /** The files by whose jobs each member's row was applied, in order of the jobs. */
    Map<String, Set<String>> filesByMember() {
        Map<String, Set<String>> files = new LinkedHashMap<>();
        for (JobView job : jobs()) {
            for (String member : appliedBy(job)) {
                files.computeIfAbsent(member, key -> new LinkedHashSet<>()).add(job.fileName());
            }
        }
        return files;
    }

    private List<String> appliedBy(JobView job) {
        List<String> members = new ArrayList<>();
        try {
            if (Files.exists(world.rowsOf(job.id()))) {
                for (String line : Files.readAllLines(world.rowsOf(job.id()))) {
                    JsonNode row = JSON.readTree(line);
                    if (!row.get("status").asText().equals("failed")) {
                        members.add(row.get("identifier").asText().toLowerCase(Locale.ROOT));
                    }
                }
            }
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where in the requests a file was uploaded in a way that may have had an effect. */
    Map<String, List<Integer>> uploads() {
        Map<String, List<Integer>> uploads = new LinkedHashMap<>();
        List<RecordedRequest> requests = requests();
        for (int i = 0; i < requests.size(); i++) {
            RecordedRequest request = requests.get(i);
            boolean refused = request.status() >= 400 && request.status() < 500;
            if (request.operation().equals(CrashWorld.UPLOAD) && request.fileName() != null && !refused) {
                uploads.computeIfAbsent(request.fileName(), key -> new ArrayList<>())
                        .add(i);
            }
        }
        return uploads;
    }

    /** True if something was uploaded before the job list had been read. */
    boolean uploadsBeforeAnyLook() {
        return requests().stream()
                .filter(request -> request.operation().equals(CrashWorld.UPLOAD) || isLook(request))
                .findFirst()
                .filter(request -> !isLook(request))
                .isPresent();
    }

    /** How often the job list could be read between two requests. */
    long lookUps(int after, int before) {
        return requests().subList(after, before).stream().filter(Trace::isLook).count();
    }

    private static boolean isLook(RecordedRequest request) {
        return request.operation().equals(CrashWorld.LIST) && request.status() == 200;
    }

    /** Rows in all files that were taken. */
    int rowsSent() {
        return jobs().stream().mapToInt(JobView::total).sum();
    }
}

package ai.returning.routes.sync.crash;

import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the API is like while processes die: how it shows jobs, and which uploads go wrong. The job list stays readable.
 *
 * @param jobMillis how long a job waits before it is worked on
 */
record Weather(boolean keepsNames, boolean namesJob, int jobMillis, List<FaultRule> faults) {
    private static final int UPLOADS = 9;

    static Weather of(RandomGenerator random) {
        List<FaultRule> faults = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            faults.add(FaultRule.nth(CrashWorld.UPLOAD, 1 + random.nextInt(UPLOADS), fault(random)));
        }
        return new Weather(
                random.nextInt(5) > 0,
                random.nextInt(6) == 0,
                random.nextInt(3) == 0 ? random.nextInt(150) : 0,
                List.copyOf(faults));
    }

    private static Fault fault(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> Fault.applyThenFail(500);
            case 2 -> Fault.applyThenFail(503);
            case 3, 4 -> Fault.of(Fault.Kind.APPLY_THEN_RESET);
            case 5 -> Fault.applyThenTimeout();
            case 6 -> Fault.timeoutBeforeApply();
            case 7 -> Fault.tooManyRequests(0);
            case 8 -> Fault.status(503);
            case 9 -> Fault.resetMidBody();
            case 10 -> Fault.latency(Duration.ofMillis(50 + random.nextInt(300)));
            default -> Fault.of(random.nextBoolean() ? Fault.Kind.DUPLICATE_SUBMISSION : Fault.Kind.LOSE_JOB);
        };
    }

    /** What the tenant is like from the first run on. */
    void setIn(Emulator emulator) {
        emulator.knobs()
                .keepFileName(keepsNames)
                .jobIdInSubmitResponse(namesJob)
                .queuedTime(Duration.ofMillis(jobMillis));
    }

    void breakUploads(Emulator emulator) {
        emulator.faults().add(faults.toArray(FaultRule[]::new));
    }

    /** True if there may be jobs of which nobody can tell whose they are, or none where one should be. */
    boolean losesSight() {
        return !keepsNames || faults.stream().anyMatch(rule -> rule.fault().kind() == Fault.Kind.LOSE_JOB);
    }

    @Override
    public String toString() {
        return (keepsNames ? "names kept" : "names lost") + (namesJob ? ", ids in replies" : "") + ", jobs after "
                + jobMillis + " ms, "
                + faults.stream()
                        .map(rule -> "upload " + rule.first() + " "
                                + rule.fault().kind().word() + " "
                                + rule.fault().number())
                        .toList();
    }
}

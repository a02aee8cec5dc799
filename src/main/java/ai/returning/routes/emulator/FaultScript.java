package ai.returning.routes.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The rules by which calls go wrong. Several rules may strike one call: all of them act. Safe for many threads. */
public final class FaultScript {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition cleared = lock.newCondition();
    private final List<Armed> rules = new ArrayList<>();
    private int generation;

    FaultScript() {}

    /** Adds rules; each counts calls from now on. */
    public void add(FaultRule... more) {
        locked(() -> {
            for (FaultRule rule : more) {
                rules.add(new Armed(rule));
            }
        });
    }

    /** Drops all rules and lets go of every call that is held. */
    public void clear() {
        locked(() -> {
            rules.clear();
            generation++;
            cleared.signalAll();
        });
    }

    public List<FaultRule> rules() {
        List<FaultRule> list = new ArrayList<>();
        locked(() -> rules.forEach(armed -> list.add(armed.rule)));
        return list;
    }

    /** Rules that have struck no call yet. */
    public List<FaultRule> idle() {
        List<FaultRule> list = new ArrayList<>();
        locked(() -> rules.stream()
                .filter(armed -> armed.calls < armed.rule.first())
                .forEach(armed -> list.add(armed.rule)));
        return list;
    }

    /** Counts a call and tells what strikes it. */
    List<Fault> strike(String operationId) {
        List<Fault> faults = new ArrayList<>();
        locked(() -> rules.stream()
                .filter(armed -> armed.rule.isAbout(operationId))
                .filter(armed -> armed.rule.strikes(++armed.calls))
                .forEach(armed -> faults.add(armed.rule.fault())));
        return faults;
    }

    /** Holds the calling thread for a time, or until the rules are cleared. */
    void pause(Duration time) {
        lock.lock();
        try {
            int begun = generation;
            long left = time.toNanos();
            while (left > 0 && begun == generation) {
                left = cleared.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void hold(Fault fault) {
        pause(Duration.of(fault.number() > 0 ? fault.number() : Fault.HOLD_SECONDS, TimeUnit.SECONDS.toChronoUnit()));
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static final class Armed {
        private final FaultRule rule;
        private int calls;

        Armed(FaultRule rule) {
            this.rule = rule;
        }
    }
}

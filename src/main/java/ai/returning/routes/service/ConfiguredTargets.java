package ai.returning.routes.service;

import ai.returning.routes.inbox.write.JointEnd;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The databases below {@code returning-ai.targets}, each opened once, when a route asks for it. */
final class ConfiguredTargets implements Function<String, TargetDatabase>, AutoCloseable {
    private final Map<String, ReturningAiProperties.Target> byName;
    private final Map<String, TargetDatabase> open = new TreeMap<>();
    private final ReturningAiProperties.State state;
    private final JointEnd jointEnd;

    /** @param state the database that keeps the events */
    ConfiguredTargets(
            Map<String, ReturningAiProperties.Target> byName, ReturningAiProperties.State state, JointEnd jointEnd) {
        this.byName = byName;
        this.state = state;
        this.jointEnd = jointEnd;
    }

    /** Only if URL and user are the same: parameters of a URL, and users, lead to other schemas. */
    private boolean isState(ReturningAiProperties.Target target) {
        return target.url().equals(state.url()) && target.user().equals(state.user());
    }

    /** @throws RaiException CONFIG_INVALID if there is none of the name, or it has no URL */
    @Override
    public synchronized TargetDatabase apply(String name) {
        return open.computeIfAbsent(name, this::database);
    }

    private TargetDatabase database(String name) {
        ReturningAiProperties.Target target = byName.get(name);
        if (target == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "A route writes to the target '" + name + "', but returning-ai.targets has none of this name."
                            + Nearest.hint(name, byName.keySet()));
        }
        if (target.url().isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.targets." + name + ".url is empty, and a route writes there. Set the environment"
                            + " variable " + name.toUpperCase(Locale.ROOT).replace('-', '_')
                            + "_DB_URL, such as jdbc:postgresql://host/database.");
        }
        TargetDatabase database = TargetDatabase.of(new TargetSettings(
                name,
                target.url(),
                target.user(),
                target.password(),
                target.poolSize(),
                target.connectLimit(),
                target.statementLimit()));
        return isState(target) ? database.keeping(jointEnd) : database;
    }

    @Override
    public synchronized void close() {
        open.values().forEach(TargetDatabase::close);
        open.clear();
    }
}

package ai.returning.routes.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Silence while a command reports everything itself: Camel and the engine would say each failure again. */
final class QuietLogs implements AutoCloseable {
    private final Map<Logger, @Nullable Level> before = new HashMap<>();

    QuietLogs() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            for (Logger logger : root.getLoggerContext().getLoggerList()) {
                before.put(logger, logger.getLevel());
                logger.setLevel(logger == root ? Level.OFF : null);
            }
        }
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}

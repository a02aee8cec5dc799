package ai.returning.routes.component.event;

import ai.returning.routes.inbox.write.EventSql;
import ai.returning.routes.inbox.write.EventWriter;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Makes the writers that step {@code apply} uses.
 *
 * @param flows the folder of the flows
 * @param targets the database of a name; refuses a name that is not configured
 */
public record EventWrites(Path flows, Function<String, TargetDatabase> targets) {
    private static final String END = ".sql";

    /**
     * A writer.
     *
     * @param file such as {@code ingest-user-joined.sql}, in the folder of the flow it is named like
     * @param guard within which keys count; empty for the name of the file
     * @param key where the event has its key
     */
    EventWriter writer(String file, String target, String guard, String key) {
        Path place = place(file);
        String scope = guard.isBlank() ? file.substring(0, file.length() - END.length()) : guard;
        return new EventWriter(targets.apply(target), EventSql.parse(place.toString(), text(place)), scope, key);
    }

    /** In the folder that is named like the file, or like its beginning. */
    private Path place(String file) {
        String name = file.substring(0, file.length() - END.length());
        for (int end = name.length(); end > 0; end = name.lastIndexOf('-', end - 1)) {
            Path place = flows.resolve(name.substring(0, end)).resolve(file);
            if (Files.isRegularFile(place)) {
                return place;
            }
        }
        throw new RaiException(
                ErrorCode.CONFIG_INVALID,
                "returning-ai-event:apply names the SQL file '" + file + "', but "
                        + flows.resolve(name).resolve(file) + " is not there.");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, file + " cannot be read as UTF-8 text: " + e + ".", e);
        }
    }
}

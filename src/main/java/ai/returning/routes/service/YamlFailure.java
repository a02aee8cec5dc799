package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says where a YAML file of the routes or of the settings cannot be read. */
final class YamlFailure {
    private YamlFailure() {}

    static Optional<String> describe(Throwable failure) {
        return Causes.find(failure, MarkedYamlEngineException.class)
                .map(YamlFailure::ofRoute)
                .or(() -> Causes.find(failure, MarkedYAMLException.class).map(YamlFailure::ofSettings));
    }

    private static String ofRoute(MarkedYamlEngineException e) {
        String place = e.getProblemMark()
                .map(mark -> mark.getName().replaceFirst("^file:", "") + ":" + (mark.getLine() + 1))
                .orElse("A route");
        String problem = e.getProblem() == null ? Causes.firstLine(e) : e.getProblem();
        return line(place, problem);
    }

    /** The reader of the settings does not know the name of its file. */
    private static String ofSettings(MarkedYAMLException e) {
        int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
        return line("config/application.yaml, or that of the active profile, line " + line, e.getProblem());
    }

    private static String line(String place, String problem) {
        return ErrorCode.YAML_INVALID.code() + " " + place + " cannot be read: "
                + problem.strip().replaceAll("\\.$", "") + ". Look at the indentation and the names there.";
    }
}

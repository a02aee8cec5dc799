package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names of the flows that stand in the folder of flows; disabled ones, too. */
final class FlowFolders {
    private static final Set<String> NO_FLOWS = Set.of("kamelets", "shared");

    private FlowFolders() {}

    static List<String> of(Path flows) {
        try (Stream<Path> folders = Files.list(flows)) {
            return folders.filter(FlowFolders::holdsRoutes)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !NO_FLOWS.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The folder of the flows, " + flows + ", cannot be read: " + e + ".", e);
        }
    }

    private static boolean holdsRoutes(Path folder) {
        String[] names = folder.toFile().list((where, name) -> name.endsWith(".camel.yaml"));
        return names != null && names.length > 0;
    }
}

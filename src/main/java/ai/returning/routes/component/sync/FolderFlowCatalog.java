package ai.returning.routes.component.sync;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds flows by name in the folder of all flows. */
public final class FolderFlowCatalog implements FlowCatalog {
    private final Path routes;
    private final Contract contract;
    private final Path communityFields;

    public FolderFlowCatalog(Path routes, Contract contract, Path communityFields) {
        this.routes = routes;
        this.contract = contract;
        this.communityFields = communityFields;
    }

    @Override
    public FlowDefinition load(String flow) {
        require(routes, flow);
        return FlowFolder.load(routes.resolve(flow), contract, communityFields);
    }

    /** Refuses a name no flow has, so that it can neither be a slip nor a path to somewhere else. */
    public static void require(Path routes, String flow) {
        List<String> known = flows(routes);
        if (!known.contains(flow)) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "No flow '" + flow + "' with a mapping stands in " + routes + "." + Nearest.hint(flow, known)
                            + " Flows: " + String.join(", ", known) + ".");
        }
    }

    private static List<String> flows(Path routes) {
        try (Stream<Path> folders = Files.list(routes)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> Files.isRegularFile(routes.resolve(name).resolve(name + ".mapping.yaml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The folder " + routes + " cannot be read (" + e
                            + "). Start the program in the folder that holds routes/ and config/.",
                    e);
        }
    }
}

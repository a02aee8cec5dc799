package ai.returning.routes.sync;

import ai.returning.routes.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Edited copies of the shipped flow. */
final class Flows {
    private Flows() {}

    /** The shipped contract with a further comment. */
    static Contract otherContract(Path folder) throws IOException {
        Path shipped = Path.of("config/returning-ai.openapi.yaml");
        return Contract.load(
                Files.writeString(folder.resolve("contract.yaml"), Files.readString(shipped) + "\n# edited\n"));
    }

    /** The shipped flow with one text of its mapping replaced. */
    static FlowDefinition changed(SyncWorld world, Path folder, String from, String to) throws IOException {
        Path shipped = Path.of("routes/sync-customers");
        Path copy = Files.createDirectories(folder.resolve("edited/sync-customers"));
        String mapping = Files.readString(shipped.resolve("sync-customers.mapping.yaml"));
        if (!mapping.contains(from)) {
            throw new IllegalArgumentException("The shipped mapping has no '" + from + "'");
        }
        int examples = mapping.indexOf("\nexamples:");
        Files.writeString(
                copy.resolve("sync-customers.mapping.yaml"),
                mapping.substring(0, examples + 1).replace(from, to));
        Files.writeString(copy.resolve("sync-customers.sql"), Files.readString(shipped.resolve("sync-customers.sql")));
        return FlowFolder.load(copy, world.contract, SyncWorld.COMMUNITY_FIELDS);
    }
}

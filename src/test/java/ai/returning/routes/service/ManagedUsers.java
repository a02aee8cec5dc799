package ai.returning.routes.service;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.identity.IdentitySettings;
import ai.returning.routes.identity.IdentityWorld;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.sync.RecordingEngine;
import java.nio.file.Path;
import java.util.Map;

/** The management port of a service that knows users. */
public final class ManagedUsers implements AutoCloseable {
    private final UserDirectory directory;
    private final ManagementServer server;

    public ManagedUsers(IdentityWorld world, Path dataDir) {
        directory = new UserDirectory(
                world.store,
                world.client,
                IdentityWorld.CONTRACT,
                IdentityWorld.COMMUNITY,
                operation -> operation.security().equals("bearer-community-key"),
                world.clock,
                IdentitySettings.STANDARD);
        server = ManagementServer.start(new FlowRunner(), new RecordingEngine(), null, Map.of(), null, dataDir);
        UserRequests requests = new UserRequests(world.store, directory, world.clock, IdentitySettings.STANDARD.keep());
        server.answering("/user", requests::answer);
    }

    @Override
    public void close() {
        server.close();
        directory.close();
    }
}

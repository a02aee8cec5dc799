package ai.returning.routes.service;

import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.component.sync.FlowCatalog;
import ai.returning.routes.component.sync.FolderFlowCatalog;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.Brakes;
import ai.returning.routes.sync.DefaultSyncEngine;
import ai.returning.routes.sync.SyncEngine;
import ai.returning.routes.sync.SyncSettings;
import ai.returning.routes.sync.store.SyncStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine of sync runs with its state and sources. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    FlowCatalog flowCatalog(ReturningAiProperties properties, Contract contract) {
        return new FolderFlowCatalog(properties.flows(), contract, properties.communityFields());
    }

    @Bean(destroyMethod = "close")
    StateDatabase stateDatabase(ReturningAiProperties properties) {
        FileSealer.makeFolder(properties.dataDir());
        ReturningAiProperties.State state = properties.state();
        String url = state.url().isBlank() ? StateSettings.embeddedUrl(properties.dataDir()) : state.url();
        try {
            return StateDatabase.open(new StateSettings(url, state.user(), state.password(), state.poolSize()));
        } catch (RaiException e) {
            throw e.code() == ErrorCode.STATE_LOCKED ? locked(properties.dataDir(), e) : e;
        }
    }

    /** A service leaves its number in the folder; a one-shot run does not. */
    static RaiException locked(Path dataDir, RaiException cause) {
        String holder = ServiceFile.read(dataDir)
                .filter(file -> ProcessHandle.of(file.pid()).isPresent())
                .map(file -> "by the service, process " + file.pid()
                        + ". Ask it by ./rai sync and ./rai runs, or stop it first.")
                .orElse("by another process, such as a ./rai sync under way. Wait for its end, then try again.");
        return new RaiException(
                ErrorCode.STATE_LOCKED,
                "The state in " + dataDir + " is held " + holder + " A second service needs a RAI_DATA_DIR of its own.",
                cause);
    }

    @Bean(destroyMethod = "close")
    SyncEngine syncEngine(
            ReturningAiProperties properties, StateDatabase state, Contract contract, ApiClient client, Clock clock) {
        SyncStore store = new SyncStore(state);
        return new DefaultSyncEngine(
                settings(properties),
                store,
                contract,
                client,
                new SourceMaker(
                        new ConfiguredSources(properties.sources()), store.sources(), clock, properties.dataDir()),
                clock,
                properties.communityId());
    }

    private static SyncSettings settings(ReturningAiProperties properties) {
        SyncProperties sync = properties.sync();
        return new SyncSettings(
                properties.dataDir().resolve("runs"),
                owner(),
                sync.lease(),
                sync.batchRows(),
                sync.chunkRows(),
                sync.sealers(),
                sync.uploadsInFlight(),
                sync.lookups(),
                sync.resendOverwrite() == SyncProperties.Resend.AFTER_LOOKUP,
                sync.pollFirst(),
                sync.pollMax(),
                sync.jobDeadline(),
                sync.clockDifference(),
                sync.identifyWait(),
                sync.unverifiedHold(),
                sync.unverifiedResend(),
                sync.uploadAttempts(),
                sync.retryFirst(),
                sync.retryMax(),
                limits(sync.brakes()),
                properties.runs().keep());
    }

    private static Brakes.Limits limits(SyncProperties.BrakeShares shares) {
        return new Brakes.Limits(
                shares.changed(), shares.gone(), shares.invalid(), shares.fromRows(), shares.firstRunInvalidFromRows());
    }

    /**
     * Names this process to a person who wonders who holds a run. The random part tells two processes apart that have
     * the same number on hosts of the same name, as containers do.
     */
    static String owner() {
        String process =
                "process " + ProcessHandle.current().pid() + "-" + Integer.toHexString(new SecureRandom().nextInt());
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process + " on a host without a name";
        }
    }
}

package ai.returning.routes.service.doctor;

import ai.returning.routes.service.ApiAccess;
import ai.returning.routes.service.FlowScan;
import ai.returning.routes.service.Settings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Looks at everything a start depends on. Reads only: no state is opened for writing, no call changes anything. */
public final class Doctor {
    private Doctor() {}

    /** All that was looked at, in the order of the data: hosts and keys, flows, databases, folder. */
    public static List<Finding> examine(ApiAccess api, Clock clock) {
        FlowCheck flows =
                FlowCheck.of(new FlowScan(api.properties().flows(), Settings::text), api.contract(), api::staysHere);
        NetworkCheck network =
                new NetworkCheck(systemTls(), clock, api.properties().sync().clockDifference());
        List<Finding> found = new ArrayList<>(new ApiCheck(tenant(api), flows.operations(), network).check());
        Set<String> closed = found.stream()
                .filter(finding -> finding.level() == Finding.Level.FAIL)
                .map(Finding::area)
                .collect(Collectors.toSet());
        found.addAll(new CommunityFindings(tenant(api), operation -> !closed.contains("host " + operation.server()))
                .check());
        found.addAll(flows.findings());
        if (api.isDemo()) {
            found.add(Finding.note("databases", "use", "not looked at: the demo makes its own"));
        } else {
            found.addAll(new DatabaseCheck(api.properties()).check(flows.sources()));
            found.addAll(new SourceCheck(api.properties()).check(flows.sources()));
            found.addAll(WebhookCheck.check(api.properties(), flows.webhooks()));
        }
        found.add(FolderCheck.check(api.properties().dataDir()));
        return found;
    }

    private static Tenant tenant(ApiAccess api) {
        return new Tenant(
                api.contract(), api.servers(), api.movedServers(), api::hasKey, api.communityId(), api.client());
    }

    private static SSLContext systemTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The TLS set-up of this Java cannot be used: " + e + ".", e);
        }
    }
}

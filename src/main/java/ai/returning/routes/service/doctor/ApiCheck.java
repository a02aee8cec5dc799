package ai.returning.routes.service.doctor;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every host that is in use: the network to it, then the keys. */
final class ApiCheck {
    private final Tenant tenant;
    private final Set<Operation> used;
    private final NetworkCheck network;

    /** @param used the operations enabled flows rest on */
    ApiCheck(Tenant tenant, Set<Operation> used, NetworkCheck network) {
        this.tenant = tenant;
        this.used = used;
        this.network = network;
    }

    List<Finding> check() {
        List<Finding> found = new ArrayList<>();
        for (String server : tenant.contract().servers().keySet()) {
            if (inUse(server)) {
                found.addAll(host(server));
            } else {
                found.add(Finding.note(
                        "host " + server,
                        "use",
                        "not looked at: no key for it is configured and nothing that is enabled calls it"));
            }
        }
        return found;
    }

    private boolean inUse(String server) {
        return tenant.configured().contains(server)
                || used.stream().anyMatch(operation -> operation.server().equals(server))
                || tenant.contract().operations().stream()
                        .filter(operation -> operation.server().equals(server))
                        .filter(operation -> !operation.security().equals(SecurityScheme.NONE))
                        .anyMatch(tenant.hasKey());
    }

    private List<Finding> host(String server) {
        List<Finding> found =
                new ArrayList<>(network.check(server, tenant.servers().getOrDefault(server, "")));
        boolean reached = found.stream().noneMatch(ApiCheck::keepsCallsIn);
        KeyCheck keys = new KeyCheck(tenant, used);
        found.addAll(keys.missing(server));
        if (reached) {
            tenant.contract().operations().stream()
                    .filter(operation -> operation.server().equals(server))
                    .filter(KeyCheck::isProbe)
                    .filter(tenant.hasKey())
                    .map(keys::check)
                    .forEach(found::add);
        }
        return found;
    }

    /** A wrong clock keeps no call from going out. */
    private static boolean keepsCallsIn(Finding finding) {
        return finding.level() == Finding.Level.FAIL && !finding.check().equals(ClockCheck.CHECK);
    }
}

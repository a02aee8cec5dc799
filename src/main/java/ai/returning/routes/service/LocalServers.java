package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.net.URI;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Operations whose server is this machine itself. That is the emulator: the vendor runs nothing here. */
record LocalServers(Contract contract, ServerUrls urls) implements Predicate<Operation> {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    @Override
    public boolean test(Operation operation) {
        String url = urls.of(contract)
                .getOrDefault(operation.server(), contract.servers().getOrDefault(operation.server(), ""));
        String host = URI.create(url).getHost();
        return host != null && LOOPBACK.matcher(host).matches();
    }
}

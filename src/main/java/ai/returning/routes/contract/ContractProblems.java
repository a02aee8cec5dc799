package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Goes through a contract part by part, and on where {@link ContractFile} stops. */
final class ContractProblems {
    /** What every operation says of itself. */
    private static final List<String> MARKS = List.of(
            "operationId",
            "tags",
            "x-rai-server",
            "x-rai-envelope",
            "x-rai-evidence",
            "x-rai-safe-to-repeat",
            "x-rai-effect",
            "x-rai-permission",
            "x-rai-async");

    private final YamlNode root;
    private final List<RaiException> found = new ArrayList<>();

    ContractProblems(YamlNode root) {
        this.root = root;
    }

    List<RaiException> find() {
        Optional<Envelopes> envelopes = attempt(() -> Envelopes.read(root.require("x-rai-envelopes")));
        Optional<Map<String, String>> servers = attempt(() -> Servers.read(root.require("servers")));
        Optional<Map<String, SecurityScheme>> schemes = attempt(() -> SecuritySchemes.read(root));
        Optional<Jobs> jobs = attempt(() -> Jobs.read(root));
        attempt(this::marks);
        if (envelopes.isPresent() && servers.isPresent() && schemes.isPresent() && jobs.isPresent()) {
            attempt(() -> new Operations(root, envelopes.get(), servers.get(), schemes.get(), jobs.get())
                            .read(this::add))
                    .ifPresent(operations -> attempt(() -> {
                        if (found.isEmpty()) {
                            jobs.get().checkQueries(operations);
                        }
                        return operations;
                    }));
        }
        return found;
    }

    /** All marks an operation lacks; reading it stops at the first. */
    private Boolean marks() {
        root.require("paths").entries().forEach((path, item) -> item.entries().forEach((method, node) -> {
            if (node.isMap() && node.find("operationId").isPresent()) {
                MARKS.stream()
                        .filter(mark -> node.find(mark).isEmpty())
                        .forEach(mark ->
                                add(node.wrong(ErrorCode.CONTRACT_INVALID, "'" + mark + "' is missing")));
            }
        }));
        return true;
    }

    private void add(RaiException problem) {
        if (found.stream().noneMatch(known -> known.sentence().equals(problem.sentence()))) {
            found.add(problem);
        }
    }

    private <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (RaiException e) {
            add(e);
            return Optional.empty();
        }
    }
}

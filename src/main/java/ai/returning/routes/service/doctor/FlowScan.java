package ai.returning.routes.service.doctor;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads out of the route files what they call, without starting them. */
final class FlowScan {
    private static final Pattern OPERATION = Pattern.compile("returning-ai:(\\w+).*");
    private static final Pattern KAMELET = Pattern.compile("kamelet:([\\w-]+).*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^:}]+)(?::([^}]*))?}}");

    private final Path flows;
    private final UnaryOperator<@Nullable String> settings;

    /**
     * A scan of one folder.
     *
     * @param flows the folder of the flows
     * @param settings the value of a setting, or null if there is none
     */
    FlowScan(Path flows, UnaryOperator<@Nullable String> settings) {
        this.flows = flows;
        this.settings = settings;
    }

    /** All flows by name; disabled ones, too. */
    List<FlowUse> read() {
        Map<String, FlowUse> byName = new TreeMap<>();
        for (Path file : files()) {
            Path folder = file.getParent();
            String flow = folder == null ? "" : String.valueOf(folder.getFileName());
            YamlNode root = Yaml.read(file);
            for (YamlNode item : root.isList() ? root.items() : List.<YamlNode>of()) {
                item.find("route").ifPresent(route -> byName.merge(flow, use(flow, route), FlowScan::both));
            }
        }
        return List.copyOf(byName.values());
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(flows, 2)) {
            return walk.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The folder of the flows, " + flows + ", cannot be read: " + e + ".", e);
        }
    }

    /** Only routes that start count. */
    private FlowUse use(String flow, YamlNode route) {
        boolean enabled = route.find("autoStartup")
                .map(YamlNode::text)
                .map(this::filled)
                .map(text -> !text.equals("false"))
                .orElse(true);
        Set<String> operations = new TreeSet<>();
        Set<String> sources = new TreeSet<>();
        if (enabled) {
            collect(route, operations, sources, new HashSet<>());
        }
        return new FlowUse(flow, enabled, operations, sources);
    }

    private static FlowUse both(FlowUse one, FlowUse other) {
        Set<String> operations = new TreeSet<>(one.operations());
        operations.addAll(other.operations());
        Set<String> sources = new TreeSet<>(one.sources());
        sources.addAll(other.sources());
        return new FlowUse(one.flow(), one.enabled() || other.enabled(), operations, sources);
    }

    private void collect(YamlNode node, Set<String> operations, Set<String> sources, Set<String> kamelets) {
        if (node.isList()) {
            node.items().forEach(item -> collect(item, operations, sources, kamelets));
        } else if (node.isMap()) {
            node.entries().forEach((key, value) -> {
                if (value.isScalar() && Set.of("uri", "to", "toD", "wireTap").contains(key)) {
                    uri(value.text(), node, operations, sources, kamelets);
                } else {
                    collect(value, operations, sources, kamelets);
                }
            });
        }
    }

    private void uri(String uri, YamlNode step, Set<String> operations, Set<String> sources, Set<String> kamelets) {
        Matcher operation = OPERATION.matcher(uri);
        Matcher kamelet = KAMELET.matcher(uri);
        if (operation.matches()) {
            operations.add(operation.group(1));
        } else if (kamelet.matches() && kamelets.add(kamelet.group(1))) {
            Path file = flows.resolve("kamelets").resolve(kamelet.group(1) + ".kamelet.yaml");
            if (Files.exists(file)) {
                collect(Yaml.read(file), operations, sources, kamelets);
            }
        } else if (uri.startsWith("returning-ai-sync:")) {
            Optional.ofNullable(step.get("parameters"))
                    .filter(YamlNode::isMap)
                    .flatMap(parameters -> parameters.find("source"))
                    .ifPresent(source -> sources.add(filled(source.text())));
        }
    }

    private String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(hit -> {
            String value = settings.apply(hit.group(1).strip());
            String standard = hit.group(2) == null ? "" : hit.group(2);
            return Matcher.quoteReplacement(value == null ? standard : value);
        });
    }
}

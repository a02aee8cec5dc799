package ai.returning.routes.component;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Kamelets of the bundle as data. */
record Kamelets(Path file, JsonNode json) {
    static final Path FOLDER = Path.of("routes/kamelets");
    private static final String END = ".kamelet.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^:}]+)[^}]*}}");

    /** Those that call Returning.AI. */
    static List<Kamelets> all() {
        return withOtherSystems().stream()
                .filter(kamelet -> kamelet.name().startsWith("returning-ai-"))
                .toList();
    }

    /** With those of other systems, which have no operation of the contract. */
    static List<Kamelets> withOtherSystems() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(END))
                    .sorted()
                    .map(file -> new Kamelets(
                            file, Json.MAPPER.valueToTree(Yaml.read(file).toJava())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return file.getFileName().toString().replace(END, "");
    }

    JsonNode definition() {
        return json.at("/spec/definition");
    }

    JsonNode template() {
        return json.at("/spec/template");
    }

    String type() {
        return json.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();
    }

    /** The operation it calls. */
    String operation() {
        return template().findValuesAsText("uri").stream()
                .filter(uri -> uri.startsWith("returning-ai:"))
                .map(uri -> uri.substring("returning-ai:".length()))
                .findFirst()
                .orElse("");
    }

    Set<String> declared() {
        Set<String> names = new TreeSet<>();
        definition().path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    Set<String> required() {
        Set<String> names = new TreeSet<>();
        definition().path("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Names in double braces; those with a dot are settings. */
    Set<String> used() {
        Set<String> names = new TreeSet<>();
        Matcher places = PLACEHOLDER.matcher(template().toString());
        while (places.find()) {
            names.add(places.group(1).strip());
        }
        return names;
    }

    @Override
    public String toString() {
        return name();
    }
}

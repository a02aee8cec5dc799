package ai.returning.routes.lint.known;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The components of this bundle. Every component jar brings the description of its endpoints, so what is checked is
 * what runs.
 */
public final class Schemes {
    private static final String SERVICES = "META-INF/services/org/apache/camel/";
    /** Our own bring no list of names. */
    private static final List<String> OWN = List.of("returning-ai", "returning-ai-sync", "returning-ai-event");

    private final ClassLoader loader = Schemes.class.getClassLoader();
    private final Map<String, Optional<SchemeFacts>> found = new HashMap<>();
    private final Set<String> names = new TreeSet<>();

    /** The facts about a component; empty if the bundle does not have it. */
    public Optional<SchemeFacts> find(String scheme) {
        return found.computeIfAbsent(scheme, this::read);
    }

    /** All schemes of the bundle. */
    public Set<String> names() {
        if (names.isEmpty()) {
            names.addAll(listed("component.properties", "components"));
            OWN.stream().filter(name -> find(name).isPresent()).forEach(names::add);
        }
        return names;
    }

    /** Whether the bundle has an expression language. */
    public boolean hasLanguage(String language) {
        return loader.getResource(SERVICES + "language/" + language) != null;
    }

    private Optional<SchemeFacts> read(String scheme) {
        if (!scheme.matches("[A-Za-z0-9+.-]+")) {
            return Optional.empty();
        }
        return properties(loader.getResource(SERVICES + "component/" + scheme))
                .map(service -> service.getProperty("class", ""))
                .map(type -> "META-INF/" + type.replaceAll("\\.[^.]*$", "").replace('.', '/') + "/" + scheme + ".json")
                .map(loader::getResource)
                .map(url -> facts(scheme, json(url)));
    }

    private static SchemeFacts facts(String scheme, JsonNode json) {
        Map<String, OptionFacts> options = new LinkedHashMap<>();
        json.path("properties").properties().forEach(entry -> options.put(
                entry.getKey(), option(entry.getKey(), entry.getValue())));
        Set<String> headers = new TreeSet<>();
        json.path("headers").fieldNames().forEachRemaining(headers::add);
        JsonNode component = json.path("component");
        return new SchemeFacts(
                scheme,
                component.path("title").asText(scheme),
                component.path("consumerOnly").asBoolean(),
                component.path("producerOnly").asBoolean(),
                Collections.unmodifiableMap(options),
                Collections.unmodifiableSet(headers));
    }

    private static OptionFacts option(String name, JsonNode json) {
        List<String> words = new ArrayList<>();
        json.path("enum").forEach(word -> words.add(word.asText()));
        return new OptionFacts(
                name,
                json.path("kind").asText().equals("path"),
                json.path("required").asBoolean(),
                json.path("type").asText(),
                List.copyOf(words),
                json.path("secret").asBoolean(),
                json.path("label").asText(),
                json.path("multiValue").asBoolean() ? json.path("prefix").asText() : "");
    }

    private List<String> listed(String file, String key) {
        List<String> all = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(SERVICES + file))) {
                properties(url)
                        .map(list -> list.getProperty(key, ""))
                        .ifPresent(list -> all.addAll(List.of(list.split("\\s+"))));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return all;
    }

    private static Optional<Properties> properties(@Nullable URL url) {
        if (url == null) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        } catch (IOException e) {
            throw unreadable(url.toString(), e);
        }
        return Optional.of(properties);
    }

    private static JsonNode json(URL url) {
        try (InputStream in = url.openStream()) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw unreadable(url.toString(), e);
        }
    }

    private static RaiException unreadable(String what, IOException e) {
        return new RaiException(ErrorCode.BUG, "The catalog of components cannot be read: " + what + ".", e);
    }
}

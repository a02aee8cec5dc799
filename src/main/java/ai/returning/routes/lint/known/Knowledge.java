package ai.returning.routes.lint.known;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.DeclaredSettings;
import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Project;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A project and all that rules look up beside it; made for one check. */
public final class Knowledge {
    private final Project project;
    private final Clock clock;
    private final Schemes schemes = new Schemes();
    private final List<RouteView> routes;
    private final Map<String, KameletFile> kamelets = new LinkedHashMap<>();
    private final Map<SourceFile, KameletFile> kameletsByFile = new IdentityHashMap<>();
    private final CompletableFuture<Optional<Contract>> contract;
    private final Map<SourceFile, DeclaredSettings> settings = new IdentityHashMap<>();
    private final HiddenSchemes hidden = new HiddenSchemes(this);
    private @Nullable Calls calls;
    private @Nullable Flows flows;

    public Knowledge(Project project, Clock clock) {
        this.project = project;
        this.clock = clock;
        // The contract takes longest, so it is read beside the rest.
        this.contract = CompletableFuture.supplyAsync(this::load);
        this.routes = project.routes().toList();
        project.files(FileKind.KAMELET)
                .forEach(file -> KameletFile.of(file, template(file)).ifPresent(kamelet -> {
                    kamelets.putIfAbsent(kamelet.name(), kamelet);
                    kameletsByFile.put(file, kamelet);
                }));
    }

    private Optional<RouteView> template(SourceFile file) {
        return routes.stream().filter(route -> route.file() == file).findFirst();
    }

    private Optional<Contract> load() {
        return contractFile().flatMap(file -> {
            try {
                return Optional.of(Contract.load(file.path()));
            } catch (RaiException e) {
                // Told by the rule bad-contract; what rests on the contract is not checked then.
                return Optional.empty();
            }
        });
    }

    public Project project() {
        return project;
    }

    public Clock clock() {
        return clock;
    }

    public Schemes schemes() {
        return schemes;
    }

    /** Everything with steps. */
    public List<RouteView> routes() {
        return routes;
    }

    /** By name; of two with one name the first. */
    public Map<String, KameletFile> kamelets() {
        return kamelets;
    }

    /** The contract; empty if the project has none that loads. */
    public Optional<Contract> contract() {
        return contract.join();
    }

    public Optional<SourceFile> contractFile() {
        return named(FileKind.CONTRACT, "returning-ai.contract");
    }

    /** The file with the fields of the community. */
    public Optional<SourceFile> fieldsFile() {
        return named(FileKind.FIELDS, "returning-ai.community-fields");
    }

    /** The file of a kind that a setting names; the first of its kind where none is named. */
    private Optional<SourceFile> named(FileKind kind, String setting) {
        List<SourceFile> files = project.files(kind)
                .filter(file -> file.root() != null && !file.isBlock())
                .toList();
        String name = project.settings().value(setting).orElse("");
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .or(() -> files.stream().findFirst());
    }

    /** The operation an endpoint calls; empty if it is another endpoint, or no such operation is known. */
    public Optional<Operation> operation(EndpointUse use) {
        return use.scheme().equals("returning-ai")
                ? contract()
                        .flatMap(all -> all.operations().stream()
                                .filter(operation -> operation.id().equals(use.path()))
                                .findFirst())
                : Optional.empty();
    }

    /** The settings of one file, so that a profile's value can be looked at too. */
    public DeclaredSettings settings(SourceFile file) {
        return settings.computeIfAbsent(file, one -> DeclaredSettings.of(one.root()));
    }

    /** What belongs to a flow. */
    public Flows flows() {
        Flows known = flows;
        if (known == null) {
            known = new Flows(this);
            flows = known;
        }
        return known;
    }

    /** What the routes call, through Kamelets and {@code direct:} too. */
    public Calls calls() {
        Calls known = calls;
        if (known == null) {
            known = new Calls(this);
            calls = known;
        }
        return known;
    }

    /**
     * A text as it is when the route is read: settings and properties of the Kamelet at their defaults.
     *
     * @return empty if a place has no default
     */
    public Optional<String> filled(RouteView route, String text) {
        if (!text.contains("{{")) {
            return Optional.of(text);
        }
        String given = text;
        for (Place place : Place.in(text)) {
            Optional<PropertyFacts> property = property(route, place.name());
            if (property.isPresent()) {
                Optional<String> standard = property.get().standard();
                if (standard.isEmpty()) {
                    return Optional.empty();
                }
                given = given.replaceAll(
                        "\\{\\{[?!]?\\s*" + Pattern.quote(place.name()) + "\\s*(:[^{}]*)?}}",
                        Matcher.quoteReplacement(standard.get()));
            }
        }
        return project.settings().filled(given);
    }

    /**
     * What a step calls, with the component a place such as {@code {{url}}} stands for: by the default of the property or
     * setting, else by its example, else by what a caller gives. The URI stays as written.
     */
    public Optional<EndpointUse> endpoint(RouteView route, Step step) {
        return step.endpoint().map(use -> use.scheme().contains("{{") ? hidden.resolved(route, use) : use);
    }

    /** The property of the Kamelet in whose template a name stands. */
    public Optional<PropertyFacts> property(RouteView route, String name) {
        return kamelet(route).map(kamelet -> kamelet.properties().get(name));
    }

    /** The Kamelet a template belongs to. */
    public Optional<KameletFile> kamelet(RouteView route) {
        return route.kind().equals("template")
                ? Optional.ofNullable(kameletsByFile.get(route.file()))
                : Optional.empty();
    }
}

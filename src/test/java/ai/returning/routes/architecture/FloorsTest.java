package ai.returning.routes.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.RaiException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The plan of the house: a floor may use the floors below it, never above. */
@AnalyzeClasses(packages = "ai.returning.routes", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {
    private static final String HOUSE = "ai.returning.routes.";

    /** For each feature the features it may use. {@code support} is open to all. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("support", Set.of()),
            Map.entry("contract", Set.of()),
            Map.entry("jdbc", Set.of()),
            Map.entry("codec", Set.of()),
            Map.entry("crm", Set.of("jdbc")),
            Map.entry("client", Set.of("contract", "codec")),
            Map.entry("bulk", Set.of("client", "contract")),
            Map.entry("sync", Set.of("bulk", "client", "contract", "crm", "jdbc")),
            Map.entry("effects", Set.of("bulk", "client", "contract", "jdbc")),
            Map.entry("identity", Set.of("client", "contract", "jdbc")),
            Map.entry("inbox", Set.of("codec", "jdbc")),
            Map.entry("emulator", Set.of("contract")),
            Map.entry("component", Set.of("effects", "inbox", "sync", "identity", "bulk", "client", "contract")),
            Map.entry("lint", Set.of("component", "effects", "sync", "client", "contract")),
            Map.entry(
                    "flowtest",
                    Set.of(
                            "component",
                            "effects",
                            "emulator",
                            "sync",
                            "identity",
                            "inbox",
                            "bulk",
                            "client",
                            "contract",
                            "crm",
                            "jdbc")),
            Map.entry(
                    "service",
                    Set.of(
                            "lint",
                            "component",
                            "effects",
                            "identity",
                            "inbox",
                            "codec",
                            "emulator",
                            "sync",
                            "bulk",
                            "client",
                            "contract",
                            "crm",
                            "jdbc")),
            Map.entry(
                    "cli",
                    Set.of(
                            "service",
                            "lint",
                            "flowtest",
                            "component",
                            "effects",
                            "identity",
                            "inbox",
                            "emulator",
                            "sync",
                            "bulk",
                            "client",
                            "contract",
                            "crm",
                            "jdbc")));

    @ArchTest
    static void everyFeatureUsesOnlyTheFloorsBelowIt(JavaClasses house) {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass from : house) {
            String floor = floor(from);
            assertThat(MAY_USE).as("a floor for %s", from.getName()).containsKey(floor);
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String to = floor(dependency.getTargetClass());
                if (!to.isEmpty()
                        && !to.equals(floor)
                        && !to.equals("support")
                        && !MAY_USE.get(floor).contains(to)) {
                    wrong.computeIfAbsent(floor + " -> " + to, key -> new TreeSet<>())
                            .add(from.getSimpleName());
                }
            });
        }
        assertThat(wrong).as("arrows that point upwards or across").isEmpty();
    }

    @ArchTest
    static final ArchRule onlyTheComponentKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + "component..", HOUSE + "lint..", HOUSE + "flowtest..", HOUSE + "service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("crash tests start the engines a thousand times, without Camel");

    @ArchTest
    static final ArchRule enginesKnowNoSpring = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + "service..", HOUSE + "cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the engines are plain Java; wiring is the business of the service");

    @ArchTest
    static final ArchRule sqlLivesInStores = noClasses()
            .that()
            .resideOutsideOfPackages(
                    HOUSE + "jdbc..",
                    HOUSE + "crm.store..",
                    HOUSE + "effects.store..",
                    HOUSE + "identity.store..",
                    HOUSE + "inbox.store..",
                    HOUSE + "inbox.write..",
                    // shows what a flow wrote into the tables of its test
                    HOUSE + "flowtest..",
                    HOUSE + "sync.store..",
                    HOUSE + "sync.source..",
                    HOUSE + "service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..")
            .because("a store is the one place to read when a statement is slow or wrong");

    @ArchTest
    static final ArchRule onlyFacesPrint = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + "cli..", HOUSE + "service..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output belongs to the commands");

    @ArchTest
    static final ArchRule nobodyReadsTheWallClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callConstructor(java.util.Date.class)
            .because("time comes from the injected clock");

    @ArchTest
    static final ArchRule fieldsAreNotInjected = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .because("constructors show what a class needs");

    @ArchTest
    static final ArchRule failuresCarryACode = noClasses()
            .that()
            .areNotAssignableTo(RuntimeException.class)
            .should()
            .callConstructor(RuntimeException.class, String.class)
            .orShould()
            .callConstructor(RuntimeException.class, Throwable.class)
            .orShould()
            .callConstructor(RuntimeException.class, String.class, Throwable.class)
            .because("a failure a person can act on is a " + RaiException.class.getSimpleName());

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a wait must end when the run stops");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils");

    private static String floor(JavaClass type) {
        String name = type.getPackageName();
        if (!(name + ".").startsWith(HOUSE)) {
            return "";
        }
        return List.of(name.substring(Math.min(HOUSE.length(), name.length())).split("\\.", -1))
                .get(0);
    }
}

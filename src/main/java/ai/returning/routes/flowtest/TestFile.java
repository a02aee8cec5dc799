package ai.returning.routes.flowtest;

import java.nio.file.Path;
import java.util.List;

/** A file of tests, read and checked. */
record TestFile(
        Path file,
        /** The path as messages show it, from the root of the project. */
        String shown,
        Kind kind,
        /** Id of the route, or name of the Kamelet. */
        String subject,
        int line,
        List<TestCase> cases) {

    /** What is under test. */
    enum Kind {
        ROUTE,
        KAMELET
    }
}

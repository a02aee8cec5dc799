package ai.returning.routes.bulk;

import ai.returning.routes.client.CallFailedException;
import java.util.List;

/** What a look at the job list gave. */
public sealed interface JobListing {

    /** Newest first. */
    record Readable(List<JobView> jobs) implements JobListing {}

    /** The tenant does not show jobs at all. */
    record Hidden(CallFailedException failure) implements JobListing {
        /** One sentence for the reader. */
        public String why() {
            return String.valueOf(failure.getMessage());
        }
    }

    /** Could not be read this time. */
    record Unreadable(CallFailedException failure) implements JobListing {}
}

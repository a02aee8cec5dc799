package ai.returning.routes.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A body that breaks off when this process slept too long, and tells the deadline when it is out. */
final class TimelyEntity extends HttpEntityWrapper {
    private final CallDeadline deadline;

    TimelyEntity(HttpEntity body, CallDeadline deadline) {
        super(body);
        this.deadline = deadline;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        super.writeTo(new Timely(out, deadline));
        // the end may still be held back by a buffer
        deadline.refuseOverslept();
        deadline.bodySent();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    /** Asks before each write. */
    private static final class Timely extends FilterOutputStream {
        private final CallDeadline deadline;

        Timely(OutputStream out, CallDeadline deadline) {
            super(out);
            this.deadline = deadline;
        }

        @Override
        public void write(int one) throws IOException {
            deadline.refuseOverslept();
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            deadline.refuseOverslept();
            out.write(bytes, from, count);
        }
    }
}

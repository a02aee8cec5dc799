package ai.returning.routes.bench.sink;

import ai.returning.routes.bench.sink.Tally.Job;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** The three job queries: every job is completed, all its rows succeeded. */
final class JobAnswers {
    private JobAnswers() {}

    /** The answer, or null where no such path or job exists. */
    static String to(QueryStringDecoder uri, String base, List<Job> jobs) {
        if (uri.path().equals(base)) {
            return list(
                    jobs,
                    SinkHandler.number(uri.parameters(), "page", 1),
                    SinkHandler.number(uri.parameters(), "limit", 20));
        }
        String[] rest = uri.path().startsWith(base + "/")
                ? uri.path().substring(base.length() + 1).split("/")
                : new String[0];
        if (rest.length != 2) {
            return null;
        }
        Job job = find(jobs, rest[0]);
        if (job == null) {
            return null;
        }
        return switch (rest[1]) {
            case "status" -> "{\"status\":\"success\",\"data\":{" + counts(job) + "}}";
            case "details" ->
                "{\"status\":\"success\",\"data\":{" + counts(job) + ",\"rows\":[]}," + pagination(0, 1, 1) + "}";
            default -> null;
        };
    }

    private static String list(List<Job> jobs, int page, int limit) {
        StringBuilder json = new StringBuilder("{\"status\":\"success\",\"data\":[");
        int newest = jobs.size() - 1 - (page - 1) * limit;
        int oldest = Math.max(0, newest - limit + 1);
        for (int i = newest; i >= oldest; i--) {
            Job job = jobs.get(i);
            json.append(i == newest ? "{" : ",{")
                    .append(counts(job))
                    .append(",\"type\":\"")
                    .append(job.type())
                    .append("\",\"fileName\":\"")
                    .append(job.fileName().replace("\\", "\\\\"))
                    .append("\",\"createdAt\":\"")
                    .append(job.createdAt())
                    .append("\",\"updatedAt\":\"")
                    .append(job.createdAt())
                    .append("\"}");
        }
        int pages = Math.max(1, (jobs.size() + limit - 1) / limit);
        return json.append("],")
                .append(pagination(jobs.size(), page, pages))
                .append('}')
                .toString();
    }

    private static String counts(Job job) {
        return "\"_id\":\"" + job.id() + "\",\"status\":\"completed\",\"total\":" + job.rows() + ",\"processed\":"
                + job.rows() + ",\"success\":" + job.rows() + ",\"failed\":0";
    }

    private static String pagination(int total, int page, int pages) {
        return "\"pagination\":{\"total\":" + total + ",\"currentPage\":" + page + ",\"totalPages\":" + pages
                + ",\"hasNextPage\":" + (page < pages) + ",\"hasPrevPage\":" + (page > 1) + "}";
    }

    private static Job find(List<Job> jobs, String id) {
        for (int i = jobs.size() - 1; i >= 0; i--) {
            if (jobs.get(i).id().equals(id)) {
                return jobs.get(i);
            }
        }
        return null;
    }
}

package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.support.Failpoints;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Fills a file with free effects, a user at most once, and has it sent. One process at a time does this. */
final class FileFiller {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Text of a row as CSV is shorter than its JSON; in bytes a character has at most so many. */
    private static final long BYTES_A_CHARACTER = 4;

    private final Ledger ledger;
    private final EffectFiles files;
    private final BulkApi bulk;
    private final FileSettings settings;
    private final FileRows rows;
    private final RowSheet sheet;
    private final Obstacles obstacles;
    private final FileUpload upload;

    FileFiller(
            Ledger ledger,
            EffectFiles files,
            BulkApi bulk,
            FileSettings settings,
            Obstacles obstacles,
            FileUpload upload) {
        this.ledger = ledger;
        this.files = files;
        this.bulk = bulk;
        this.settings = settings;
        this.rows = new FileRows(ledger);
        this.sheet = new RowSheet(bulk.csv());
        this.obstacles = obstacles;
        this.upload = upload;
    }

    /** Sends one file if there is something to send and nothing against it; true if the API took it. */
    boolean fillAndSend() {
        String operation = bulk.operation().id();
        if (!files.takeTurn(operation, ledger.node(), lease())) {
            return false;
        }
        try {
            List<Effect> wanted = obstacles.mustWait() ? List.of() : wanted(operation);
            return !wanted.isEmpty() && obstacles.none() && fill(wanted);
        } finally {
            files.leaveTurn(operation, ledger.node());
        }
    }

    private boolean fill(List<Effect> wanted) {
        long begun = System.nanoTime();
        EffectFile file = fresh(wanted.get(0));
        files.open(file, ledger.node(), lease());
        Failpoints.hit("file.opened");
        List<Effect> ours = rows.claim(file, wanted);
        Failpoints.hit("file.claimed");
        if (ours.isEmpty()) {
            upload.abandon(file, "none of its effects was free any more", ledger.now());
            return false;
        }
        return upload.sealAndSend(file, ours, begun);
    }

    /** Effects of one flow with the same columns, as many as a file may have. */
    private List<Effect> wanted(String operation) {
        int most = settings.rows() > 0
                ? Math.min(settings.rows(), bulk.csv().maxRows())
                : bulk.csv().maxRows();
        List<Effect> free = rows.unchanged(ledger.effects().freeRows(ledger.tenant(), operation, ledger.now(), most));
        if (free.isEmpty()) {
            return free;
        }
        String flow = free.get(0).flow();
        List<String> columns = sheet.columns(free.get(0));
        CsvShape csv = bulk.csv();
        long bytes = sheet.header(columns).length;
        List<Effect> fitting = new ArrayList<>();
        for (Effect effect : free) {
            if (!effect.flow().equals(flow) || !sheet.columns(effect).equals(columns)) {
                continue;
            }
            bytes += effect.content().length() * BYTES_A_CHARACTER;
            if (bytes > csv.maxBytes() && !fitting.isEmpty()) {
                break;
            }
            fitting.add(effect);
        }
        return fitting;
    }

    private EffectFile fresh(Effect first) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        long now = ledger.now();
        String id = HexFormat.of().formatHex(random);
        String name = first.flow() + "-" + UTC.format(Instant.ofEpochMilli(now)) + "-" + id + ".csv";
        Path path = settings.folder().resolve(name);
        return EffectFile.fresh(id, ledger.tenant(), first.operation(), first.flow(), name, path, now);
    }

    private long lease() {
        return ledger.settings().lease().toMillis();
    }
}

package ai.returning.routes.sync.mapping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a timestamp in the zone and format of the target. The source gives {@code yyyy-MM-dd HH:mm:ss[.fraction]}
 * with an offset, or without one where the mapping names the zone of the source. A local time that the zone skips is
 * refused; one it has twice counts as the earlier. Fractions the format does not show are cut off.
 */
final class TimestampWriter implements CellWriter {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?" + "(Z|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final int MAX_BYTES = 40;

    private final TimeFormat target;
    private final ZoneId zone;
    private final @Nullable ZoneId sourceZone;
    private final Moment moment = new Moment();

    TimestampWriter(TimeFormat target, ZoneId zone, @Nullable ZoneId sourceZone) {
        this.target = target;
        this.zone = zone;
        this.sourceZone = sourceZone;
    }

    @Override
    public int write(Cell cell, Line line, int at) {
        Instant instant = cell.to - cell.from > MAX_BYTES
                ? null
                : read(new String(cell.bytes, cell.from, cell.to - cell.from, StandardCharsets.ISO_8859_1));
        if (instant == null) {
            return line.refuse(Reason.BAD_TIMESTAMP);
        }
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        if (local.getYear() < 1 || local.getYear() > 9999) {
            return line.refuse(Reason.BAD_TIMESTAMP);
        }
        take(local);
        return target.write(moment, line.room(at, target.width()), at);
    }

    private @Nullable Instant read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.parse(form.group(1).replace(' ', 'T'));
            String fraction = form.group(2);
            if (fraction != null) {
                local = local.withNano(Integer.parseInt((fraction + "00000000").substring(0, 9)));
            }
            ZoneOffset offset = offset(form.group(3), local);
            return offset == null ? null : local.toInstant(offset);
        } catch (java.time.DateTimeException e) {
            return null; // the calendar or the zone has no such time: the caller refuses the row
        }
    }

    private @Nullable ZoneOffset offset(@Nullable String written, LocalDateTime local) {
        if (written != null) {
            return ZoneOffset.of(written);
        }
        if (sourceZone == null) {
            return null;
        }
        List<ZoneOffset> offsets = sourceZone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? null : offsets.get(0);
    }

    private void take(LocalDateTime local) {
        moment.year = local.getYear();
        moment.month = local.getMonthValue();
        moment.day = local.getDayOfMonth();
        moment.hour = local.getHour();
        moment.minute = local.getMinute();
        moment.second = local.getSecond();
        moment.nanos = local.getNano();
    }

    @Override
    public String rule() {
        String form = "yyyy-MM-dd HH:mm:ss";
        return sourceZone == null
                ? form + " with an offset such as +00"
                : form + ", a time that " + sourceZone + " has";
    }
}

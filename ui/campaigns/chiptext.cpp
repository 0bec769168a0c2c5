#include "ui/campaigns/chiptext.h"

#include "ui/campaigns/chipdialog.h"
#include "ui/campaigns/choicedialog.h"
#include "ui/shared/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextObjectInterface>

namespace wd {

namespace {

constexpr int chipType = QTextFormat::UserObject + 1;
constexpr int keyProperty = QTextFormat::UserProperty + 1;
constexpr int defaultProperty = QTextFormat::UserProperty + 2;
constexpr int wordsProperty = QTextFormat::UserProperty + 3;
constexpr int choicesProperty = QTextFormat::UserProperty + 4; // value, words, value, words …
constexpr int padding = 6;

TextChip chipOf(const QTextFormat& format)
{
    TextChip chip{format.property(keyProperty).toString(), format.property(defaultProperty).toString()};
    const QStringList flat = format.property(choicesProperty).toStringList();
    for (qsizetype i = 0; i + 1 < flat.size(); i += 2)
        chip.choices.append({flat.at(i), flat.at(i + 1)});
    return chip;
}

// Template strings have no escapes: the quote that the text does not hold encloses it.
QString quoted(const QString& text)
{
    const QChar quote = text.contains(u'"') ? u'\'' : u'"';
    return quote + text + quote;
}

QString sourceOfChoice(const TextChip& chip, const QString& path)
{
    QString source;
    for (const auto& [value, words] : chip.choices)
        source
            += QStringLiteral("{% %1 %2 == %3 %}%4")
                   .arg(source.isEmpty() ? QStringLiteral("if") : QStringLiteral("elsif"), path, quoted(value), words);
    if (!chip.defaultValue.isEmpty())
        source += QStringLiteral("{% else %}") + chip.defaultValue;
    return source + QStringLiteral("{% endif %}");
}

QString sourceOfChip(const TextChip& chip)
{
    static const QRegularExpression plainKey(QStringLiteral("^[\\p{L}_][\\p{L}\\p{N}_-]*$"));
    const QString path = plainKey.match(chip.key).hasMatch() ? QStringLiteral("user.%1").arg(chip.key)
                                                             : QStringLiteral("user[\"%1\"]").arg(chip.key);
    if (!chip.choices.isEmpty())
        return sourceOfChoice(chip, path);
    if (chip.defaultValue.isEmpty())
        return QStringLiteral("{{ %1 }}").arg(path);
    return QStringLiteral("{{ %1 | default: %2 }}").arg(path, quoted(chip.defaultValue));
}

// Of `{% if … %}a{% elsif … %}b{% else %}c{% endif %}`, all comparing one attribute.
TextChip readChoice(const QRegularExpressionMatch& match)
{
    static const QRegularExpression branch(
        QStringLiteral("\\{% (?:els)?if \\S+ == (?:\"([^\"]*)\"|'([^']*)') %\\}([^{}]*)"));
    TextChip chip{match.captured(QStringLiteral("dot")) + match.captured(QStringLiteral("index")),
        match.captured(QStringLiteral("else"))};
    for (auto branches = branch.globalMatch(match.captured(0)); branches.hasNext();) {
        const QRegularExpressionMatch one = branches.next();
        chip.choices.append({one.captured(1) + one.captured(2), one.captured(3)});
    }
    return chip;
}

QString wordsOfChoices(const TextChip& chip)
{
    QStringList words;
    for (const auto& [value, text] : chip.choices)
        words += text;
    return QStringLiteral("〔%1〕").arg(words.join(u'/'));
}

// Draws a chip as a rounded box in the line.
class ChipPainter final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    using QObject::QObject;

    QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat& format) override
    {
        const QFontMetricsF metrics(document->defaultFont());
        return {metrics.horizontalAdvance(words(format)) + 2 * padding + 4, metrics.height()};
    }

    void drawObject(
        QPainter* painter, const QRectF& rect, QTextDocument* document, int, const QTextFormat& format) override
    {
        // An object stands on the line: its words go down to those around it.
        const QRectF chip = rect.translated(0, QFontMetricsF(document->defaultFont()).descent());
        const bool hasDefault = !format.property(defaultProperty).toString().isEmpty();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(hasDefault ? Token::AccentSoft : Token::WarningSoft));
        painter->drawRoundedRect(chip.adjusted(2, 0, -2, 0), 4, 4);
        painter->setPen(color(hasDefault ? Token::Accent : Token::Warning));
        painter->setFont(document->defaultFont());
        painter->drawText(chip, Qt::AlignCenter, words(format));
        painter->restore();
    }

private:
    static QString words(const QTextFormat& format)
    {
        const QString fallback = format.property(defaultProperty).toString();
        const QString label = format.property(wordsProperty).toString();
        return fallback.isEmpty() ? label + QStringLiteral(" ⚙") : QStringLiteral("%1 / %2 ⚙").arg(label, fallback);
    }
};

} // namespace

ChipText::ChipText(std::function<QString(const QString&)> label, QWidget* parent)
    : QTextEdit(parent)
    , m_label(std::move(label))
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    document()->documentLayout()->registerHandler(chipType, new ChipPainter(this));
    connect(this, &QTextEdit::textChanged, this, &ChipText::edited);
}

void ChipText::addChip(QTextCursor& cursor, const TextChip& chip)
{
    QTextCharFormat format;
    format.setObjectType(chipType);
    format.setProperty(keyProperty, chip.key);
    format.setProperty(defaultProperty, chip.defaultValue);
    QStringList choices;
    for (const auto& [value, words] : chip.choices)
        choices << value << words;
    if (!choices.isEmpty())
        format.setProperty(choicesProperty, choices);
    format.setProperty(wordsProperty, chip.choices.isEmpty() ? m_label(chip.key) : wordsOfChoices(chip));
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

void ChipText::addSource(QTextCursor& cursor, const QString& source)
{
    static const QRegularExpression chipForm(
        QStringLiteral("\\{\\{ user(?:\\.([\\p{L}_][\\p{L}\\p{N}_-]*)|\\[\"([^\"]+)\"\\])(?: \\| default: "
                       "(?:\"([^\"]+)\"|'([^']+)'))? \\}\\}"));
    static const QRegularExpression choiceForm(QStringLiteral(
        "\\{% if (?<path>user(?:\\.(?<dot>[\\p{L}_][\\p{L}\\p{N}_-]*)|\\[\"(?<index>[^\"]+)\"\\])) == "
        "(?:\"[^\"]*\"|'[^']*') "
        "%\\}[^{}]*(?:\\{% elsif \\k<path> == (?:\"[^\"]*\"|'[^']*') %\\}[^{}]*)*(?:\\{% else %\\}(?<else>[^{}]+))?"
        "\\{% endif %\\}"));
    qsizetype at = 0;
    cursor.beginEditBlock();
    for (;;) {
        QRegularExpressionMatch match = chipForm.match(source, at);
        const QRegularExpressionMatch choice = choiceForm.match(source, at);
        const bool chooses = choice.hasMatch() && (!match.hasMatch() || choice.capturedStart() < match.capturedStart());
        if (chooses)
            match = choice;
        if (!match.hasMatch())
            break;
        const TextChip chip = chooses
            ? readChoice(match)
            : TextChip{match.captured(1) + match.captured(2), match.captured(3) + match.captured(4)};
        // Only what would be written the same way becomes a chip: the source must come back as it was.
        const bool same = sourceOfChip(chip) == match.captured(0);
        const qsizetype end = same ? match.capturedStart() : match.capturedEnd();
        cursor.insertText(source.mid(at, end - at), QTextCharFormat());
        if (same)
            addChip(cursor, chip);
        at = match.capturedEnd();
    }
    cursor.insertText(source.mid(at), QTextCharFormat());
    cursor.endEditBlock();
}

void ChipText::setText(const QString& source)
{
    clear();
    QTextCursor cursor(document());
    addSource(cursor, source);
    document()->clearUndoRedoStacks();
}

void ChipText::insertChip(const TextChip& chip)
{
    QTextCursor cursor = textCursor();
    addChip(cursor, chip);
    cursor.setCharFormat(QTextCharFormat());
    setTextCursor(cursor);
}

void ChipText::insertSource(const QString& source)
{
    QTextCursor cursor = textCursor();
    addSource(cursor, source);
    setTextCursor(cursor);
}

QString ChipText::sourceOf(const QTextCursor& selection) const
{
    QString source;
    const int from = selection.selectionStart();
    const int to = selection.selectionEnd();
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        if (block.position() > from)
            source += u'\n';
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            const int begin = qMax(from, fragment.position());
            const int end = qMin(to, fragment.position() + fragment.length());
            if (begin >= end)
                continue;
            if (fragment.charFormat().objectType() == chipType)
                source += sourceOfChip(chipOf(fragment.charFormat())).repeated(end - begin);
            else
                source += fragment.text().mid(begin - fragment.position(), end - begin);
        }
    }
    // A line break within a block.
    return source.replace(QChar::LineSeparator, u'\n');
}

QString ChipText::text() const
{
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    return sourceOf(all);
}

QList<TextChip> ChipText::chips() const
{
    QList<TextChip> chips;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().objectType() == chipType)
                chips += chipOf(part.fragment().charFormat());
    return chips;
}

// --- the gear of a chip --------------------------------------------------------------------------------------------

void ChipText::mouseReleaseEvent(QMouseEvent* event)
{
    QTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    const int position = document()->documentLayout()->hitTest(
        event->position() + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()), Qt::ExactHit);
    if (position >= 0)
        editChip(position);
}

bool ChipText::openGear(const QString& key)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.charFormat().objectType() != chipType)
                continue;
            if (const TextChip chip = chipOf(fragment.charFormat()); chip.key != key || !chip.defaultValue.isEmpty())
                continue;
            setFocus();
            QTextCursor behind(document());
            behind.setPosition(fragment.position() + 1);
            setTextCursor(behind);
            editChip(fragment.position());
            return true;
        }
    }
    return false;
}

// F2 or Alt+Down with the cursor behind a chip.
void ChipText::keyPressEvent(QKeyEvent* event)
{
    const bool open
        = event->key() == Qt::Key_F2 || (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier);
    if (open && textCursor().position() > 0)
        return editChip(textCursor().position() - 1);
    QTextEdit::keyPressEvent(event);
}

void ChipText::editChip(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    if (cursor.charFormat().objectType() != chipType)
        return;
    const TextChip chip = chipOf(cursor.charFormat());
    if (!chip.choices.isEmpty())
        return editChoice(cursor, chip);
    auto* dialog = new ChipDialog(cursor.charFormat().property(wordsProperty).toString(), chip.defaultValue, this);
    connect(dialog, &ChipDialog::chosen, this, [this, cursor, chip](const QString& value) {
        replaceChip(cursor, {chip.key, value});
    });
    dialog->open();
}

void ChipText::replaceChip(QTextCursor cursor, const TextChip& chip)
{
    cursor.removeSelectedText();
    addChip(cursor, chip);
}

void ChipText::editChoice(const QTextCursor& cursor, const TextChip& chip)
{
    const auto open = [this, cursor, chip](const QStringList& values) {
        auto* dialog = new ChoiceDialog(m_label(chip.key), chip, values, this);
        connect(dialog, &ChoiceDialog::chosen, this,
            [this, cursor](const TextChip& chosen) { replaceChip(cursor, chosen); });
        dialog->open();
    };
    if (m_values)
        m_values(chip.key, this, open);
    else
        open({});
}

// Copied texts carry their chips as source; pasted source becomes chips again.
QMimeData* ChipText::createMimeDataFromSelection() const
{
    auto* mime = new QMimeData;
    mime->setText(sourceOf(textCursor()));
    return mime;
}

void ChipText::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText())
        insertSource(source->text());
}

} // namespace wd

#include "chiptext.moc"

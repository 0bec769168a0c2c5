// What came of an earlier import: its counts, the rows it refused and why, and undoing it.
#pragma once

#include "models/audience/importing/history/pastimport.h"
#include "ui/shared/changereader.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

namespace wd {

class ImportReportCard;
class InlineMessage;

class ImportReportPage final : public Page {
    Q_OBJECT
public:
    ImportReportPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    void read();
    void show(const PastImport& past);

    PageContext m_context;
    qint64 m_id;
    InlineMessage* m_message;
    ImportReportCard* m_report;
    ChangeReader m_reader;
};

} // namespace wd

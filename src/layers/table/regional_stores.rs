//! Object stores of providers in Asia, each with rules of its own.

use super::super::prelude::*;
use super::bucket;

const OSS_RULE: Advice = Advice {
    actor: Console,
    title: "Add a CORS rule to the OSS bucket",
    text: "# OSS console → the bucket → Content Security → CORS → Create Rule\n\
           #   Sources: {origin}, Allowed Methods, Allowed Headers: *, Exposed Headers: ETag\n\
           #   Return Vary: Origin on\n",
};

/// Object storage of Alibaba Cloud.
pub(in crate::layers) const OSS: Layer = Layer {
    id: "aliyun-oss",
    name: "Alibaba Cloud OSS",
    whose: Whose::Tenant,
    docs: "https://www.alibabacloud.com/help/oss/user-guide/cors",
    shows: &[
        (Certain, &[Host("*.aliyuncs.com"), Named(".oss-")]),
        (Certain, &[Header("server", "AliyunOSS")]),
    ],
    replies: &[
        Reply {
            signs: &[
                &[
                    Host("*.aliyuncs.com"),
                    Named(".oss-"),
                    Preflight,
                    Status(400, 403),
                ],
                &[Header("server", "AliyunOSS"), Preflight, Status(400, 403)],
            ],
            sure: Likely,
            advice: &[OSS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[
                &[
                    Host("*.aliyuncs.com"),
                    Named(".oss-"),
                    Request,
                    Status(400, 403),
                    Query("Signature"),
                ],
                &[
                    Host("*.aliyuncs.com"),
                    Named(".oss-"),
                    Request,
                    Status(400, 403),
                    Query("x-oss-signature"),
                ],
                &[
                    Header("server", "AliyunOSS"),
                    Request,
                    Status(400, 403),
                    Query("Signature"),
                ],
                &[
                    Header("server", "AliyunOSS"),
                    Request,
                    Status(400, 403),
                    Query("x-oss-signature"),
                ],
            ],
            advice: &[bucket::SIGN_AGAIN, OSS_RULE],
            ..bucket::SIGNATURE
        },
        Reply {
            signs: &[
                &[
                    Host("*.aliyuncs.com"),
                    Named(".oss-"),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Header("server", "AliyunOSS"),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
            ],
            key: "bare",
            advice: &[OSS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE_FOR_REQUEST
        },
    ],
    ..Layer::ROW
};

const COS_RULE: Advice = Advice {
    actor: Console,
    title: "Add a CORS rule to the COS bucket",
    text: "# COS console → the bucket → Security → CORS → Add a Rule\n\
           #   Origin: {origin}, Allow-Methods, Allow-Headers: *, Expose-Headers: ETag\n",
};

/// Object storage of Tencent Cloud.
pub(in crate::layers) const COS: Layer = Layer {
    id: "tencent-cos",
    name: "Tencent Cloud COS",
    whose: Whose::Tenant,
    docs: "https://www.tencentcloud.com/document/product/436/13318",
    shows: &[
        (Certain, &[Host("*.myqcloud.com")]),
        (Certain, &[Header("server", "tencent-cos")]),
    ],
    replies: &[
        Reply {
            signs: &[
                &[Host("*.myqcloud.com"), Preflight, Status(400, 403)],
                &[Header("server", "tencent-cos"), Preflight, Status(400, 403)],
            ],
            sure: Likely,
            advice: &[COS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[
                &[
                    Host("*.myqcloud.com"),
                    Request,
                    Status(400, 403),
                    Query("q-signature"),
                ],
                &[
                    Host("*.myqcloud.com"),
                    Request,
                    Status(400, 403),
                    Query("sign"),
                ],
                &[
                    Header("server", "tencent-cos"),
                    Request,
                    Status(400, 403),
                    Query("q-signature"),
                ],
                &[
                    Header("server", "tencent-cos"),
                    Request,
                    Status(400, 403),
                    Query("sign"),
                ],
            ],
            advice: &[bucket::SIGN_AGAIN, COS_RULE],
            ..bucket::SIGNATURE
        },
        Reply {
            signs: &[
                &[
                    Host("*.myqcloud.com"),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Header("server", "tencent-cos"),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
            ],
            key: "bare",
            advice: &[COS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE_FOR_REQUEST
        },
    ],
    ..Layer::ROW
};

const OBS_RULE: Advice = Advice {
    actor: Console,
    title: "Add a CORS rule to the OBS bucket",
    text: "# OBS console → the bucket → Access Control → CORS Rules → Create\n\
           #   Allowed Origin: {origin}, Allowed Method, Allowed Header: *, Exposed Header: ETag\n",
};

/// Object storage of Huawei Cloud.
pub(in crate::layers) const OBS: Layer = Layer {
    id: "huawei-obs",
    name: "Huawei Cloud OBS",
    whose: Whose::Tenant,
    docs: "https://support.huaweicloud.com/intl/en-us/usermanual-obs/obs_03_0032.html",
    shows: &[
        (Certain, &[Host("*.myhuaweicloud.com"), Named(".obs.")]),
        (Certain, &[Header("server", "OBS")]),
    ],
    replies: &[
        Reply {
            signs: &[
                &[
                    Host("*.myhuaweicloud.com"),
                    Named(".obs."),
                    Preflight,
                    Status(400, 403),
                ],
                &[Header("server", "OBS"), Preflight, Status(400, 403)],
            ],
            sure: Likely,
            advice: &[OBS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[
                &[
                    Host("*.myhuaweicloud.com"),
                    Named(".obs."),
                    Request,
                    Status(400, 403),
                    Query("Signature"),
                ],
                &[
                    Host("*.myhuaweicloud.com"),
                    Named(".obs."),
                    Request,
                    Status(400, 403),
                    Query("X-Amz-Signature"),
                ],
                &[
                    Header("server", "OBS"),
                    Request,
                    Status(400, 403),
                    Query("Signature"),
                ],
                &[
                    Header("server", "OBS"),
                    Request,
                    Status(400, 403),
                    Query("X-Amz-Signature"),
                ],
            ],
            advice: &[bucket::SIGN_AGAIN, OBS_RULE],
            ..bucket::SIGNATURE
        },
        Reply {
            signs: &[
                &[
                    Host("*.myhuaweicloud.com"),
                    Named(".obs."),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Header("server", "OBS"),
                    Status(200, 299),
                    Without("access-control-allow-origin"),
                ],
            ],
            key: "bare",
            advice: &[OBS_RULE],
            headers: Headers::Never,
            ..bucket::NO_RULE_FOR_REQUEST
        },
    ],
    ..Layer::ROW
};
